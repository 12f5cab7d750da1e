import MemoryMaps
import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction

/// Is a page range inside one entry of the memlist? An operation is one query, or in the mode `build` one build; a unit is one query or one entry.
///
/// Modes: `throughput` asks independent queries in batches, `single` the same one call each, `latency` queries of which each depends on the answer to the one
/// before; `build` makes the index. Half of the queries are covered; their order is random; every sample gets its own.
enum LookupSuite {
    static let family = Family(
        name: "lookup", summary: "is a range inside one entry of the memlist?", operation: "query", unit: "query", reference: "linear-list",
        groups: randomGroups + adversarialGroups + memoryBlockGroups + realGroups + buildGroups)

    /// The size axis: entries and holes of random sizes.
    private static let randomGroups = [16, 64, 1024, 1 << 14, 1 << 18, 1 << 22].flatMap { size in
        let dataset = BenchmarkGroup.Dataset("random-\(size)", size: size)
        return [
            group(dataset, .throughput) { LookupInput(.random, entries: size) },
            group(dataset, .latency) { LookupInput(.random, entries: size) },
            group(dataset, .single, tier: .extended) { LookupInput(.random, entries: size) },
        ]
    }

    /// What hurts an index most. No points of a curve: their names say what is special about them.
    private static let adversarialGroups = [MemlistShape.crowded, .exponentialGaps, .onePageEntries, .touching].flatMap { shape in
        [1 << 10, 1 << 14, 1 << 18].map { size in
            group(BenchmarkGroup.Dataset("\(shape.rawValue)-\(size)", size: size), .throughput, tier: size == 1 << 18 ? .standard : .extended) {
                LookupInput(shape, entries: size)
            }
        }
    }

    /// What the memory notifier asks: single memory blocks of 128 MiB on lists made of them.
    private static let memoryBlockGroups = [8, 32, 200].flatMap { size in
        let dataset = BenchmarkGroup.Dataset("blocks-\(size)", size: size)
        return [
            group(dataset, .throughput) { LookupInput(.memoryBlocks, entries: size, queries: .memoryBlocks) },
            group(dataset, .latency, tier: size == 200 ? .standard : .extended) { LookupInput(.memoryBlocks, entries: size, queries: .memoryBlocks) },
        ]
    }

    /// Machines that exist, asked for memory blocks.
    private static let realGroups = MapDataset.realMachines.flatMap { machine in
        [
            group(machine.dataset, .throughput, tier: machine.tier) { LookupInput(try machine.map(), queries: .memoryBlocks) },
            group(machine.dataset, .latency, tier: .extended) { LookupInput(try machine.map(), queries: .memoryBlocks) },
        ]
    }

    private static let buildGroups = [16, 1024, 1 << 14, 1 << 18, 1 << 22].map { size in
        BenchmarkGroup(
            dataset: BenchmarkGroup.Dataset("random-\(size)", size: size), mode: "build", tier: size == 1 << 18 ? .standard : .extended,
            countedOperations: 1,
            contenders: RangeIndexes.all.map { member in
                Contender(member.name, maximumSize: limits[member.name]) { try IndexBuildWorkload(member: member, input: $0) }
            }
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
        let limit = Contender<LookupInput>("one-line", role: .limit) { LookupWorkload(asking: OneLineLookup($0), mode: mode) }
        return BenchmarkGroup(dataset: dataset, mode: mode.rawValue, tier: tier, contenders: members + [limit], input: input)
    }

    /// The longest list on which a member ends in reasonable time.
    private static let limits = [
        LinearList.name: 1 << 10, LinearArray.name: 1 << 14, FewEntries.name: FewEntries.limit,
        IntervalTree.name: 1 << 18, ImplicitIntervalTree.name: 1 << 18,
    ]
}

/// How queries are put.
enum LookupMode: String {
    case throughput, single, latency
}

/// The list, the kind of queries and what the oracle says about a sample of them.
final class LookupInput {
    let memlist: [MemoryRegion]
    let queries: QueryKind
    let samples: [PageRange]
    let expected: [Bool]
    /// As many queries to warm up with as any table of the list has lines, up to what fills a large cache twice.
    let warmingCount: Int
    private(set) lazy var warmingQueries: [PageRange] = {
        var random = SeededRandom(seed: 3)
        var queries = [PageRange](repeating: PageRange(0, 1), count: warmingCount)
        refill(&queries, random: &random)
        return queries
    }()

    convenience init(_ shape: MemlistShape, entries: Int, queries: QueryKind = .anyRange) {
        self.init(shape.memlist(count: entries, seed: 1), queries)
    }

    convenience init(_ map: HostMemoryMap, queries: QueryKind) { self.init(map.memory, queries) }

    private init(_ memlist: [MemoryRegion], _ queries: QueryKind) {
        self.memlist = memlist
        self.queries = queries
        var random = SeededRandom(seed: 2)
        var samples = [PageRange](repeating: PageRange(0, 1), count: memlist.count > 1024 ? 30_000 : 3_000)
        Self.fill(&samples, memlist, queries, &random)
        if queries == .anyRange { samples += RangeQueries.odd(memlist, count: 1000, random: &random) }
        self.samples = samples
        warmingCount = (1 << 12) * max(1, min(1 << 20, memlist.count) >> 12)
        expected = RangeLookupOracle(memlist, predicate: .oneEntry).answers(to: samples)
    }

    /// New queries in the place of the old ones.
    func refill(_ queries: inout [PageRange], random: inout SeededRandom) { Self.fill(&queries, memlist, self.queries, &random) }

    private static func fill(_ queries: inout [PageRange], _ memlist: [MemoryRegion], _ kind: QueryKind, _ random: inout SeededRandom) {
        switch kind {
        case .anyRange: RangeQueries.halfCovered(memlist, into: &queries, random: &random)
        case .memoryBlocks: RangeQueries.memoryBlocks(memlist, into: &queries, random: &random)
        }
    }
}
