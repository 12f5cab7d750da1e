import MemoryMaps
import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import Workloads

/// Is a page range inside one entry of the memlist? An operation is one query, or in the mode `build` one build; a unit is one query or one entry.
///
/// Modes: `throughput` asks independent queries in batches, as many as a sample lasts: members that answer one in less than 2 ns stream them from the third-level
/// cache; `batch-l2` asks batches that stay in the second-level cache, again and again; `single` is `throughput` with one call each, `latency` queries of which each
/// depends on the answer to the one before; `union` is `throughput` with touching entries taken for one; `build` makes the index. Half of the queries are covered; their
/// order is random; every sample gets its own.
enum LookupSuite {
    static let family = Family(
        name: "lookup", summary: "is a range inside one entry of the memlist?", operation: "query", unit: "query",
        reference: "linear-list",
        groups: randomGroups + nearGroups + adversarialGroups + memoryBlockGroups + realGroups + unionGroups
            + buildGroups)

    /// The size axis: entries and holes of random sizes.
    private static let randomGroups = [4, 16, 64, 1024, 1 << 14, 1 << 18, 1 << 22].flatMap { size in
        let dataset = BenchmarkGroup.Dataset("random-\(size)", size: size)
        // The indexes over the largest list take 800 MiB together: only where they are asked for.
        let tier: BenchmarkGroup.Tier = size == 4 || size == 1 << 22 ? .extended : .standard
        return [
            group(dataset, .throughput, tier: tier) { LookupInput(.random, entries: size) },
            group(dataset, .latency, tier: tier) { LookupInput(.random, entries: size) },
            group(dataset, .single, tier: .extended) { LookupInput(.random, entries: size) },
        ]
    }

    /// The same lists as far as their tables leave the queries room in the second-level cache.
    private static let nearGroups = [16, 64, 1024, 1 << 14].map { size in
        group(
            BenchmarkGroup.Dataset("random-\(size)", size: size), .batchInL2,
            tier: size == 64 ? .extended : .standard
        ) { LookupInput(.random, entries: size) }
    }

    /// What hurts an index most.
    private static let adversarialGroups = [
        MemlistShape.crowded, .nestedCrowds, .exponentialGaps, .onePageEntries, .touching,
    ].flatMap { shape in
        [1 << 10, 1 << 14, 1 << 18].map { size in
            group(
                BenchmarkGroup.Dataset("\(shape.rawValue)-\(size)", size: size), .throughput,
                tier: size == 1 << 18 ? .standard : .extended
            ) {
                LookupInput(shape, entries: size)
            }
        }
    }

    /// What the memory notifier asks: single memory blocks of 128 MiB on lists made of them.
    private static let memoryBlockGroups = [8, 32, 200].flatMap { size in
        let dataset = BenchmarkGroup.Dataset("blocks-\(size)", size: size)
        let tier: BenchmarkGroup.Tier = size == 200 ? .standard : .extended
        return [
            group(dataset, .throughput, tier: tier) {
                LookupInput(.memoryBlocks, entries: size, queries: .memoryBlocks)
            },
            group(dataset, .latency, tier: tier) { LookupInput(.memoryBlocks, entries: size, queries: .memoryBlocks) },
        ]
    }

    /// Machines that exist, asked for memory blocks.
    private static let realGroups = MapDataset.realMachines.flatMap { machine in
        let isShown = machine.dataset.name == "real-tdx-host-2tb-build784"
        return [
            group(machine.dataset, .throughput, tier: isShown ? .standard : .extended) {
                LookupInput(try machine.map(), queries: .memoryBlocks)
            },
            group(machine.dataset, .latency, tier: .extended) {
                LookupInput(try machine.map(), queries: .memoryBlocks)
            },
        ]
    }

    /// The other predicate: every entry is cut into two that touch, so that half as many ranges are left.
    private static let unionGroups = [16, 1 << 10, 1 << 14, 1 << 18].map { size in
        group(BenchmarkGroup.Dataset("halves-\(size)", size: size), .union, tier: .extended) {
            LookupInput(halvesOf: .random, entries: size)
        }
    }

    private static let buildGroups = [16, 1024, 1 << 14, 1 << 18, 1 << 22].map { size in
        BenchmarkGroup(
            dataset: BenchmarkGroup.Dataset("random-\(size)", size: size), mode: "build",
            tier: size == 1 << 18 ? .standard : .extended,
            countedOperations: 1,
            contenders: RangeIndexes.all.map { member in
                Contender(member.name, maximumSize: limits[member.name]) {
                    try IndexBuildWorkload(member: member, input: $0)
                }
            } + [
                // The list read and 16 bytes an entry written: the table of the other modes' limit.
                .least {
                    LeastWorkload(
                        reading: [$0.memlist], writing: 16 * $0.memlist.count, units: $0.memlist.count)
                }
            ]
        ) { LookupInput(.random, entries: size) }
    }

    private static func group(
        _ dataset: BenchmarkGroup.Dataset, _ mode: LookupMode, tier: BenchmarkGroup.Tier = .standard,
        input: @escaping @Sendable () throws -> LookupInput
    ) -> BenchmarkGroup {
        let members = RangeIndexes.all.map { member in
            Contender<LookupInput>(member.name, maximumSize: limits[member.name]) { input in
                try LookupWorkload(asking: IndexedLookup(member: member, input: input), mode: mode)
            }
        }
        let limit = Contender<LookupInput>("one-line", role: .limit) {
            LookupWorkload(asking: OneLineLookup($0), mode: mode)
        }
        return BenchmarkGroup(
            dataset: dataset, mode: mode.rawValue, tier: tier, countedOperations: 1000,
            countedStep: mode.isBatched ? 64 : 1, contenders: members + [limit], input: input)
    }

    /// The longest list on which a member ends in reasonable time.
    private static let limits = [
        LinearList.name: 1 << 10, LinearArray.name: 1 << 14, FewEntries.name: FewEntries.limit,
        IntervalTree.name: 1 << 18, ImplicitIntervalTree.name: 1 << 18,
    ]
}

/// How queries are put.
enum LookupMode: String {
    case throughput, single, latency, union
    case batchInL2 = "batch-l2"

    /// Whether many queries are one call.
    var isBatched: Bool { self == .throughput || self == .batchInL2 || self == .union }
    /// The most queries that are asked again and again in a sample: 128 KiB, which leaves most of any second-level cache of the last years to the table.
    var mostQueries: Int { self == .batchInL2 ? 1 << 13 : .max }
}

/// The list, the kind of queries and what the oracle says about a sample of them.
final class LookupInput {
    let memlist: [MemoryRegion]
    let predicate: CoverPredicate
    let queries: QueryKind
    /// What a query has to lie inside one of: queries are drawn around these.
    private let ranges: [MemoryRegion]

    convenience init(_ shape: MemlistShape, entries: Int, queries: QueryKind = .anyRange) {
        let memlist = shape.memlist(count: entries, seed: 1)
        self.init(memlist, ranges: memlist, queries, .oneEntry)
    }

    convenience init(_ map: HostMemoryMap, queries: QueryKind) {
        self.init(map.memory, ranges: map.memory, queries, .oneEntry)
    }

    /// Asked for the union of `entries` entries, two for each range.
    convenience init(halvesOf shape: MemlistShape, entries: Int) {
        let ranges = shape.memlist(count: entries / 2, seed: 1)
        let halves = ranges.flatMap { whole in
            let middle = whole.start + whole.pages.count / 2
            return [(whole.start, middle), (middle, whole.end)].map {
                MemoryRegion(pages: PageRange(start: $0, end: $1), node: whole.node)
            }
        }
        self.init(halves.filter { !$0.pages.isEmpty }, ranges: ranges, .anyRange, .union)
    }

    private init(_ memlist: [MemoryRegion], ranges: [MemoryRegion], _ queries: QueryKind, _ predicate: CoverPredicate) {
        self.memlist = memlist
        self.ranges = ranges
        self.queries = queries
        self.predicate = predicate
    }

    private(set) lazy var samples: [PageRange] = {
        var random = SeededRandom(seed: 2)
        var samples = [PageRange](repeating: PageRange(0, 1), count: memlist.count > 1024 ? 12_000 : 3_000)
        refill(&samples, random: &random)
        return queries == .anyRange ? samples + RangeQueries.odd(memlist, count: 1000, random: &random) : samples
    }()

    private(set) lazy var expected = RangeLookupOracle(memlist, predicate: predicate).answers(to: samples)

    /// As many queries to warm up with as a table of the list has halves of lines, up to what fills a large cache twice.
    var warmingCount: Int {
        LookupWorkload.warmingBatch * max(1, min(1 << 20, memlist.count / 2) / LookupWorkload.warmingBatch)
    }

    /// One after the other through the list: as many random ones would leave one line of seven out.
    private(set) lazy var warmingQueries: [PageRange] = {
        let count = warmingCount
        guard queries == .anyRange, !ranges.isEmpty else {
            var random = SeededRandom(seed: 3)
            var queries = [PageRange](repeating: PageRange(0, 1), count: count)
            refill(&queries, random: &random)
            return queries
        }
        return (0..<count).map { i in
            let start = ranges[i * ranges.count / count].start
            return PageRange(start: start, end: start + 1)
        }
    }()

    /// New queries in the place of the old ones.
    func refill(_ queries: inout [PageRange], random: inout SeededRandom) {
        switch self.queries {
        case .anyRange: RangeQueries.halfCovered(ranges, into: &queries, random: &random)
        case .memoryBlocks: RangeQueries.memoryBlocks(ranges, into: &queries, random: &random)
        }
    }
}
