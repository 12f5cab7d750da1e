import CProbes
import MemoryMaps
import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule

/// Building the memory list. An operation is one build, freeing not included; a unit is one region.
enum MemlistSuite {
    static let family = Family(
        name: "memlist", summary: "from memory regions to the memory list", operation: "build", unit: "region",
        reference: "linked-list",
        groups: MapDataset.sizes.flatMap(groups) + MapDataset.realMachines.filter { $0.tier == .standard }.map(machine))

    /// The modes in which a size is built.
    private static func groups(_ map: MapDataset) -> [BenchmarkGroup] {
        [
            // A new list each time. Whether its memory is new to the process too is the allocator's choice, and the page faults beside the time tell.
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
            // Firmware's entries in no order at all, and as four ascending runs.
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
                throw NotApplicable("all its threads would share the one CPU of this run; --cpu any")
            }
            return BuildWorkload(builder, mode, input: input)
        }
    }

    /// The regions read once, in order, and nothing written: a list that keeps their storage needs no more.
    private static let readLimit = Contender<MemlistInput>("read", role: .limit) { ReadWorkload(input: $0) }
}

/// Regions in the order they are handed over, CMRs around them, and the list the rules ask for.
final class MemlistInput {
    enum Order {
        case ascending, shuffled, fourRuns
    }

    let regions: [MemoryRegion]
    let cmrs: [CMR]
    let expected: [MemoryRegion]

    /// - Parameter cmrs: how many equally long stretches of regions get a CMR of their own.
    init(_ memory: [MemoryRegion], cmrs cmrCount: Int, order: Order) {
        let stretch = max(1, (memory.count + cmrCount - 1) / max(1, cmrCount))
        cmrs =
            cmrCount == 0
            ? []
            : stride(from: 0, to: memory.count, by: stretch).map { first in
                let (start, end) = (memory[first].start, memory[min(first + stretch, memory.count) - 1].end)
                return CMR(base: start.address, size: .pages(end - start))
            }
        expected = memory.compactMap { region in
            let start = max(region.start, .tdxMinimum)
            return start < region.end
                ? MemoryRegion(pages: PageRange(start: start, end: region.end), node: region.node) : nil
        }
        var random = SeededRandom(seed: 1)
        switch order {
        case .ascending: regions = memory
        case .shuffled:
            var shuffled = memory
            for index in shuffled.indices.reversed() { shuffled.swapAt(index, Int(random.below(UInt64(index + 1)))) }
            regions = shuffled
        case .fourRuns:
            var runs: [[MemoryRegion]] = [[], [], [], []]
            for region in memory { runs[Int(random.below(4))].append(region) }
            regions = runs.flatMap { $0 }
        }
    }
}

enum BuildMode {
    case fresh, rebuild
}

/// Builds the list again and again; fresh lists are freed between samples.
final class BuildWorkload<Builder: MemlistBuilder>: Workload {
    private let builder: Builder
    private let mode: BuildMode
    private let input: MemlistInput
    private var built: [Builder.List] = []

    init(_ builder: Builder, _ mode: BuildMode, input: MemlistInput) {
        self.builder = builder
        self.mode = mode
        self.input = input
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        if mode == .rebuild && !built.isEmpty { return }
        built = []
        built.reserveCapacity(operations)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            do {
                if mode == .rebuild && !built.isEmpty {
                    try builder.rebuild(&built[0], input.regions, cmrs: input.cmrs)
                } else {
                    built.append(try builder.build(input.regions, cmrs: input.cmrs))
                }
            } catch {
                return 0
            }
            total &+= UInt64(built[built.count - 1].count)
        }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let answer = Result { () throws(ConstructionError) in
            var list = try builder.build(input.regions, cmrs: input.cmrs)
            if mode == .rebuild { try builder.rebuild(&list, input.regions, cmrs: input.cmrs) }
            return list.entries
        }
        guard answer == .success(input.expected) else {
            throw WrongAnswer("\(builder.name) does not build the list of the regions")
        }
        try verifyEdges(&random, budget)
    }

    /// The special cases: regions below and across 1 MiB, touching ones, and ones that are not convertible.
    private func verifyEdges(_ random: inout SeededRandom, _ budget: VerifyingBudget) throws(WrongAnswer) {
        for _ in budget.rounds(50, of: "small lists") {
            var at = random.below(300)
            var regions: [MemoryRegion] = []
            for _ in 0..<random.below(12) {
                at += random.below(3) * random.below(100)
                let end = at + 1 + random.below(200)
                regions.append(MemoryRegion(pages: PageRange(at, end), node: NodeID(UInt32(random.below(2)))))
                at = end
            }
            let cmrs = [
                CMR(base: PhysicalAddress(0), size: .pages(200 + random.below(600))),
                CMR(base: PageFrame(800).address, size: .pages(5000)),
            ]
            let expected = Result { () throws(ConstructionError) in
                try MemlistOracle.entries(regions, cmrs: builder.test == .none ? nil : cmrs)
            }
            let answer = Result { () throws(ConstructionError) in try builder.build(regions, cmrs: cmrs).entries }
            guard answer == expected else {
                throw WrongAnswer("\(builder.name) answers \(answer) for \(regions), not \(expected)")
            }
        }
    }

    var unitsPerOperation: Int { input.regions.count }

    var footprint: Footprint? {
        guard let list = try? builder.build(input.regions, cmrs: input.cmrs) else { return nil }
        return Footprint(list.size, entries: list.count)
    }
}

/// One pass over the regions that looks at both ends of each.
final class ReadWorkload: Workload {
    private let input: MemlistInput

    init(input: MemlistInput) { self.input = input }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            // Every pass by itself: the compiler would do one and multiply.
            total = Self.sum(input.regions)
            probe_consume(total)
        }
        return total
    }

    @inline(never)
    private static func sum(_ regions: [MemoryRegion]) -> UInt64 {
        var total: UInt64 = 0
        for region in regions { total &+= region.start.rawValue ^ region.end.rawValue }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let total = input.regions.reduce(0 as UInt64) { $0 &+ ($1.start.rawValue ^ $1.end.rawValue) }
        guard run(0..<1) == total else { throw WrongAnswer("not all regions were read") }
    }

    var unitsPerOperation: Int { input.regions.count }
}
