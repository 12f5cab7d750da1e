import MemoryMaps
import Measurement
import PhysicalMemory
import TDMRConstruction
import Workloads

/// Is a page range inside one entry of the memlist? An operation is one query, in the mode `build` one build, in `threads-N` 1,024 queries of each thread; a unit is one query or one entry.
///
/// Modes: `throughput` asks independent queries in batches, as many as a sample lasts: members that answer one in less than 2 ns stream them from the third-level
/// cache; `batch-l2` asks batches that stay in the second-level cache, again and again; `single` is `throughput` with one call each, `latency` queries of which each
/// depends on the answer to the one before; `union` is `throughput` with touching entries taken for one; `threads-N` is `throughput` by N threads at once, each with
/// queries of its own, wall time over the queries of all; `build` makes the index. Half of the queries are covered; their
/// order is random; every sample gets its own.
enum LookupSuite {
    static let family = Family(
        name: "lookup", summary: "is a range inside one entry of the memlist?", operation: "query", unit: "query",
        reference: "linear-list",
        groups: randomGroups + nearGroups + adversarialGroups + memoryBlockGroups + realGroups + unionGroups
            + threadGroups + buildGroups)

    /// The size axis: entries and holes of random sizes.
    private static let randomGroups = [4, 16, 64, 1024, 1 << 14, 1 << 18, 1 << 22].flatMap { size in
        let dataset = BenchmarkGroup.Dataset("random-\(size)", size: size)
        // The indexes over the largest list take 800 MiB together, so they are built only on request.
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

    /// The worst lists for an index.
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

    /// The memory notifier's queries: single memory blocks of 128 MiB on lists made of them.
    private static let memoryBlockGroups = [8, 32, 200].flatMap { size in
        let dataset = BenchmarkGroup.Dataset("blocks-\(size)", size: size)
        let tier: BenchmarkGroup.Tier = size == 200 ? .standard : .extended
        return [
            group(dataset, .throughput, tier: tier, limit: queryStream) {
                LookupInput(.memoryBlocks, entries: size, queries: .memoryBlocks)
            },
            group(dataset, .batchInL2, tier: tier, limit: queryStream) {
                LookupInput(.memoryBlocks, entries: size, queries: .memoryBlocks)
            },
            group(dataset, .latency, tier: tier) { LookupInput(.memoryBlocks, entries: size, queries: .memoryBlocks) },
        ]
    }

    /// Real machines, with queries for memory blocks.
    private static let realGroups = MapDataset.realMachines.flatMap { machine in
        let isShown = machine.dataset.name == "real-tdx-host-2tb-build784"
        return [
            group(machine.dataset, .throughput, tier: isShown ? .standard : .extended, limit: queryStream) {
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

    /// Numbers of threads: the same on every machine, so that cases have the same names; not applicable where there are fewer CPUs.
    private static let threadCounts = [2, 4, 8, 16, 32, 64, 128, 256]

    private static let threadGroups = [1 << 10, 1 << 14, 1 << 18, 1 << 22].flatMap { size in
        threadCounts.map { sharedGroup(size, threads: $0) }
    }

    /// How throughput grows with threads that share an index. Figures of counters and of CPU time are those of one of them.
    private static func sharedGroup(_ size: Int, threads: Int) -> BenchmarkGroup {
        let members = RangeIndexes.all.map { member in
            Contender<LookupInput>(member.name, maximumSize: limits[member.name]) { input in
                try SharedLookupWorkload(threads: threads) { try IndexedLookup(member: member, input: input) }
            }
        }
        let limit = Contender<LookupInput>("one-line", role: .limit) { input in
            try SharedLookupWorkload(threads: threads) { OneLineLookup(input) }
        }
        return BenchmarkGroup(
            dataset: BenchmarkGroup.Dataset("random-\(size)", size: size), mode: "threads-\(threads)",
            tier: size == 1 << 18 && threads == 2 ? .standard : .extended, counting: .never,
            effort: threads <= ThreadTeam.processors ? 1 : 0, contenders: members + [limit]
        ) {
            // Where the threads cannot be had nobody asks for the list.
            LookupInput(.random, entries: threads <= ThreadTeam.processors ? size : 1)
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
        limit: (LookupMode) -> Contender<LookupInput> = oneLine,
        input: @escaping @Sendable () throws -> LookupInput
    ) -> BenchmarkGroup {
        let members = RangeIndexes.all.map { member in
            Contender<LookupInput>(member.name, maximumSize: limits[member.name]) { input in
                try LookupWorkload(asking: IndexedLookup(member: member, input: input), mode: mode)
            }
        }
        return BenchmarkGroup(
            dataset: dataset, mode: mode.rawValue, tier: tier, countedOperations: 1000,
            countedStep: mode.isBatched ? 64 : 1, contenders: members + [limit(mode)], input: input)
    }

    private static func oneLine(_ mode: LookupMode) -> Contender<LookupInput> {
        Contender("one-line", role: .limit) { LookupWorkload(asking: OneLineLookup($0), mode: mode) }
    }

    private static func queryStream(_ mode: LookupMode) -> Contender<LookupInput> {
        Contender(QueryStreamLookup.name, role: .limit) { LookupWorkload(asking: QueryStreamLookup($0), mode: mode) }
    }

    /// The longest list on which a member ends in reasonable time.
    private static let limits = [
        LinearList.name: 1 << 10, LinearArray.name: 1 << 14, FewEntries.name: FewEntries.limit,
        IntervalTree.name: 1 << 18, ImplicitIntervalTree.name: 1 << 18,
    ]
}
