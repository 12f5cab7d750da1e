import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule

/// Reserved areas of all TDMRs of a machine. An operation is one packing; a unit is one region.
enum ReserveSuite {
    static let family = Family(
        name: "reserve", summary: "reserved areas: holes and PAMTs of every TDMR", operation: "packing", unit: "region",
        reference: "memblock-holes-scan",
        groups: machines + stripes + manyTDMRs)

    /// Real and synthetic machines; limits are raised, so that those on which the kernel gives up are packed too.
    private static let machines = (MapDataset.realMachines + MapDataset.syntheticMachines + MapDataset.sizes).map { machine in
        group(machine.dataset, machine.tier) { try machine.construction(raisingLimits: true) }
    }

    private static let stripes = [1024, 1 << 20].map { size in
        group(.init("striped-\(size)", size: size)) { ConstructionMaps.striped(regions: size) }
    }

    private static let manyTDMRs = [1024, 1 << 14].map { size in
        group(.init("tdmrs-\(size)", size: size)) { ConstructionMaps.oneRegionEach(tdmrs: size) }
    }

    private static func group(
        _ dataset: BenchmarkGroup.Dataset, _ tier: BenchmarkGroup.Tier = .standard, _ map: @escaping @Sendable () throws -> ConstructionInput
    ) -> BenchmarkGroup {
        BenchmarkGroup(dataset: dataset, mode: "kernel-areas", tier: tier, countedOperations: 4, contenders: contenders) {
            try ReserveInput(map())
        }
    }

    private static let contenders: [Contender<ReserveInput>] = [
        Contender("memblock-holes-scan", maximumSize: 1 << 13) { PackWorkload(packer: NestedScanPacker(.memlist), input: $0, judge: PackJudge.asNestedScan) },
        Contender("memblock-holes") { PackWorkload(packer: MemblockHolePacker(), input: $0, judge: PackJudge.asNestedScan) },
        Contender("cmr-holes-scan", maximumSize: 1 << 13) { PackWorkload(packer: NestedScanPacker(.cmrs), input: $0, judge: PackJudge.asNestedScan) },
        Contender("cmr-holes") { PackWorkload(packer: CMRHolePacker(), input: $0, judge: PackJudge.asNestedScan) },
        Contender("minimal-groups") {
            try PackJudge.requireTablesInMemory($0.problem)
            return PackWorkload(packer: MinimalGroupPacker(), input: $0, judge: PackJudge.asFewest)
        },
    ]
}

/// A machine up to its PAMTs.
final class ReserveInput {
    let problem: ReservedAreaProblem

    init(_ map: ConstructionInput) throws {
        let memlist = try MemlistOracle.entries(map.regions, cmrs: nil)
        let tdmrs = try LinuxCoverage().cover(memlist, limits: map.limits)
        let layout = try LinuxPlanner(.plain, placer: SequentialPAMTPlacer<OffMapPageAllocator>()).plan(map).outcome.get()
        // PAMTs at the bottom of their TDMRs: an area more in each.
        let placements = zip(layout.tdmrs, tdmrs).map { tdmr, range in
            var info = tdmr.info
            let base = range.start.address + .pages(2048)
            info.pamt4K.base = base
            info.pamt2M.base = base + info.pamt4K.size
            info.pamt1G.base = info.pamt2M.base + info.pamt2M.size
            return PAMTPlacement(table1G: info.pamt1G, table2M: info.pamt2M, table4K: info.pamt4K)
        }
        problem = ReservedAreaProblem(
            tdmrs: tdmrs, placements: placements, memlist: memlist, cmrs: map.cmrs, maxReservedAreas: map.limits.maxReservedAreas)
    }
}

final class PackWorkload<Packer: ReservedAreaPacker>: Workload {
    typealias Judge = @Sendable (Packer, ReservedAreaProblem) throws(WrongAnswer) -> Void

    private let packer: Packer
    private let input: ReserveInput
    private let judge: Judge

    init(packer: Packer, input: ReserveInput, judge: @escaping Judge) {
        self.packer = packer
        self.input = input
        self.judge = judge
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard let packing = try? packer.pack(input.problem) else { return 0 }
            total &+= UInt64(packing.areas.count)
        }
        return total
    }

    func verify(random: inout SeededRandom) throws(WrongAnswer) { try judge(packer, input.problem) }

    var unitsPerOperation: Int { input.problem.memlist.count }

    var metrics: [Metric] {
        guard let packing = try? packer.pack(input.problem) else { return [] }
        return [Metric("reserved-areas", Double(packing.areas.reduce(0) { $0 + $1.count }))]
    }
}

/// What reserved areas must be.
enum PackJudge {
    /// The nested scans are each other's oracle and everybody's: both kinds of holes, on the dataset's first TDMRs (all of them would take the scans
    /// minutes) and at every limit around the count that is needed.
    @Sendable static func asNestedScan(_ packer: some ReservedAreaPacker, _ given: ReservedAreaProblem) throws(WrongAnswer) {
        let oracle = NestedScanPacker(packer.name.hasPrefix("cmr") ? .cmrs : .memlist)
        for limit in [given.maxReservedAreas, 0, 1, 2, 3] {
            var problem = given
            problem.maxReservedAreas = limit
            problem.tdmrs = Array(problem.tdmrs.prefix(8))
            problem.placements = Array(problem.placements.prefix(8))
            let expected = Result { () throws(ConstructionError) in try oracle.pack(problem) }
            let answer = Result { () throws(ConstructionError) in try packer.pack(problem) }
            guard answer == expected else { throw WrongAnswer("\(packer.name) differs from the nested scan at a limit of \(limit) areas") }
        }
    }

    /// The fewest areas; judged by what they must do, since no packer of the kernel's gives the same. Every PAMT is reserved wherever it lies in a TDMR, and no
    /// TDMR has more areas than by the holes between CMRs (where those are unknown, between the regions).
    @Sendable static func asFewest(_ packer: MinimalGroupPacker, _ problem: ReservedAreaProblem) throws(WrongAnswer) {
        let kernel: any ReservedAreaPacker = problem.cmrs == nil ? MemblockHolePacker() : CMRHolePacker()
        guard let packing = try? packer.pack(problem), let reference = try? kernel.pack(problem) else {
            throw WrongAnswer("\(packer.name) found no areas")
        }
        for (i, tdmr) in problem.tdmrs.enumerated() {
            guard packing.areas[i].count <= reference.areas[i].count else { throw WrongAnswer("\(packer.name) has more areas than \(kernel.name)") }
            let covered = packing.areas[i].map { PageRange(start: tdmr.start + $0.offset.pages, end: tdmr.start + $0.offset.pages + $0.size.pages) }
            let placement = problem.placements[i]
            for table in [placement.table4K, placement.table2M, placement.table1G] where table.size > .zero {
                let start = PageFrame(containing: table.base)
                let pages = PageRange(start: start, end: start + table.size.pages).intersection(tdmr)
                guard pages.isEmpty || covered.contains(where: { $0.contains(pages) }) else { throw WrongAnswer("\(packer.name) leaves a PAMT unreserved") }
            }
        }
    }

    /// - Throws: `NotApplicable` where a table of the dataset lies over a hole, which the packer of fewest areas excludes: a planner never puts one there.
    static func requireTablesInMemory(_ problem: ReservedAreaProblem) throws {
        let index = try BinarySearch(problem.memlist, predicate: .union)
        for placement in problem.placements {
            for table in [placement.table4K, placement.table2M, placement.table1G] {
                let start = PageFrame(containing: table.base)
                guard index.covers(PageRange(start: start, end: start + table.size.pages)) else { throw NotApplicable("a table lies over a hole") }
            }
        }
    }
}
