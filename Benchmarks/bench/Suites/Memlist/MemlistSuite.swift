import CProbes
import Measurement
import TDMRConstruction

/// Building the memlist. An operation is one build, freeing not included; a unit is one region.
enum MemlistSuite {
    static let family = Family(
        name: "memlist", summary: "from memory regions to the memory list", operation: "build", unit: "region",
        reference: "linked-list",
        groups: MapDataset.sizes.flatMap(groups) + MapDataset.realMachines.filter { $0.tier == .standard }.map(machine))

    /// The modes in which a size is built.
    private static func groups(_ map: MapDataset) -> [BenchmarkGroup] {
        [
            // A new list each time. Whether its memory is also new to the process is the allocator's choice, and shows in the page faults beside the time.
            group(map, "fresh", builders { $0.test == .none && $0.requiresOrder }, cmrs: 0),
            group(map, "fresh-cmr", builders { $0.test != .none && $0.requiresOrder }, cmrs: 32),
            // In the memory of the list before; a linked list frees and allocates its nodes.
            group(
                map, "rebuild",
                builders(mode: .rebuild) { $0.test == .none && $0.requiresOrder && isArrayed($0) },
                cmrs: 0),
            group(
                map, "rebuild-cmr", builders(mode: .rebuild) { $0.test != .none && $0.requiresOrder && isArrayed($0) },
                cmrs: 32),
            // Firmware entries in random order, and as four ascending sequences.
            group(map, "shuffled", builders { !$0.requiresOrder }, cmrs: 32, order: .shuffled),
            group(map, "four-runs", builders { !$0.requiresOrder }, cmrs: 32, order: .fourRuns),
        ]
    }

    private static func isArrayed(_ builder: any MemlistBuilder) -> Bool { !builder.name.hasPrefix(LinkedMemlist.name) }

    /// The modes of the default run on every size; the others on two of them.
    private static func tier(_ map: MapDataset, _ mode: String) -> BenchmarkGroup.Tier {
        mode.hasPrefix("fresh") || map.dataset.size == 1 << 14 || map.dataset.size == 1 << 20 ? map.tier : .extended
    }

    private static func group(
        _ map: MapDataset, _ mode: String, _ contenders: [Contender<MemlistInput>], cmrs: Int,
        order: MemlistInput.Order = .ascending
    ) -> BenchmarkGroup {
        // The first one is the kernel's shape, or the library's sort.
        BenchmarkGroup(
            dataset: map.dataset, mode: mode, tier: tier(map, mode), countedOperations: 4,
            reference: contenders.first?.name, contenders: contenders + [readLimit]
        ) {
            MemlistInput(try map.map().memory, cmrs: cmrs, order: order)
        }
    }

    private static func machine(_ map: MapDataset) -> BenchmarkGroup {
        group(map, "fresh", builders { $0.test == .none && $0.requiresOrder }, cmrs: 0)
    }

    private static func builders(mode: BuildMode = .fresh, _ isWanted: (any MemlistBuilder) -> Bool) -> [Contender<
        MemlistInput
    >] {
        MemlistBuilders.all.filter(isWanted).map { contender($0, mode) }
    }

    private static func contender<Builder: MemlistBuilder>(_ builder: Builder, _ mode: BuildMode) -> Contender<
        MemlistInput
    > {
        Contender(builder.name) { input in
            if builder.isParallel, probe_allowed_cpus() == 1 {
                throw NotApplicable(OneCPU())
            }
            return BuildWorkload(builder, mode, input: input)
        }
    }

    /// The regions read once, in order, and nothing written: a list that keeps their storage needs no more.
    private static let readLimit = Contender<MemlistInput>("read", role: .limit) { ReadWorkload(input: $0) }
}
