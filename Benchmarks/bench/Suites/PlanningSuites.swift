import Measurement
import MemoryMaps
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule

/// Planning by strategy: cost of a plan and what it is worth. An operation is one plan; a unit is one region.
enum PlanSuite {
    static let family = Family(
        name: "plan", summary: "whole plans by strategy: cost and quality", operation: "plan", unit: "region",
        reference: "linux",
        merit: "predicted-64-lps",
        groups: MapDataset.realMachines.map { group($0, contenders: strategies + objectives) }
            + MapDataset.syntheticMachines.map { group($0, contenders: strategies) } + scaling)

    /// The same machine in ever more regions, CMRs known: 64 nodes whose memory comes in pieces.
    private static let scaling = [1000, 10_000, 100_000, 1_000_000].map { regions in
        BenchmarkGroup(
            dataset: .init("pieces-\(regions)", size: regions, series: "pieces"), mode: "lps-64", countedOperations: 1,
            isCountable: regions == 1000,
            effort: 8, contenders: strategies
        ) { PlanningMaps.pieces(regions: regions) }
    }

    private static func group(_ data: MapDataset, contenders: [Contender<ConstructionInput>]) -> BenchmarkGroup {
        BenchmarkGroup(
            dataset: data.dataset, mode: "lps-64", tier: data.tier, countedOperations: 1, contenders: contenders
        ) {
            let map = try data.map()
            return ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
        }
    }

    /// The best plan in the other orders: proofs of fewest pages take longest, and real machines are what they are for.
    private static let objectives: [Contender<ConstructionInput>] = [
        contender("best-memory") { BestPlanner(objective: .memory, processors: 64) },
        contender("best-simple") { BestPlanner(objective: .simple, processors: 64) },
        contender("best-areas") { BestPlanner(objective: .areas, processors: 64) },
    ]

    private static let strategies =
        Planners.all.map { strategy in
            contender(strategy.name, upTo: strategy.mostRegions) {
                strategy.planner(PlannerOptions(logicalProcessors: 64))
            }
        } + [.least { $0.least }]

    private static func contender(
        _ name: String, upTo maximumSize: Int? = nil, _ planner: @escaping @Sendable () -> any Planner
    ) -> Contender<ConstructionInput> {
        Contender(name, maximumSize: maximumSize) { input in
            let planner = planner()
            let result = planner.plan(input)
            switch result.outcome {
            case .failure(let error): throw NotApplicable(error.message ?? error.status)
            case .success(let layout):
                return JudgedPlanWorkload(planner: planner, input: input, layout: layout, solution: result.solution)
            }
        }
    }
}

/// Coverage alone. An operation is one set of extents.
enum CoverageSuite {
    static let family = Family(
        name: "coverage", summary: "TDMR extents over a memory list", operation: "coverage", unit: "region",
        reference: "linux",
        groups: (MapDataset.realMachines + MapDataset.syntheticMachines).map { data in
            BenchmarkGroup(
                dataset: data.dataset, mode: "limits", tier: data.tier, countedOperations: 4, contenders: contenders
            ) {
                let map = try data.map()
                return ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
            }
        })

    private static let contenders =
        CoverageStrategies.all.map { strategy in
            Contender<ConstructionInput>(strategy.name) { input in
                let memlist = try MemlistOracle.entries(input.regions, cmrs: nil)
                do {
                    _ = try strategy.cover(memlist, limits: input.limits)
                } catch {
                    throw NotApplicable("\((error as? ConstructionError)?.status ?? "\(error)")")
                }
                return CoverWorkload(strategy: strategy, memlist: memlist, limits: input.limits)
            }
        } + [
            // The list read and a range for each TDMR written.
            .least { input in
                let memlist = try MemlistOracle.entries(input.regions, cmrs: nil)
                let tdmrs = (try? LinuxCoverage().cover(memlist, limits: input.limits).count) ?? 1
                return LeastWorkload(
                    reading: [memlist], writing: tdmrs * MemoryLayout<PageRange>.stride, units: memlist.count)
            }
        ]
}

/// PAMT placement alone, for Linux's coverage. An operation is one set of placements.
enum PAMTSuite {
    static let family = Family(
        name: "pamt", summary: "places for the PAMTs of Linux's TDMRs", operation: "placement", unit: "TDMR",
        reference: "contig",
        merit: "reserved-areas",
        groups: (MapDataset.realMachines + MapDataset.syntheticMachines).map { data in
            BenchmarkGroup(
                dataset: data.dataset, mode: "linux-coverage", tier: data.tier, countedOperations: 4,
                contenders: contenders
            ) {
                let map = try data.map()
                return ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
            }
        })

    private static let contenders =
        PAMTPlacers.all.filter { $0.name != OffMapPageAllocator.name }.map { placer in
            Contender<ConstructionInput>(placer.name) { input in
                let (problem, memlist) = try problem(input)
                do {
                    _ = try placer.place(problem)
                } catch {
                    throw NotApplicable("\((error as? ConstructionError)?.status ?? "\(error)")")
                }
                return PlacementWorkload(placer: placer, problem: problem, memlist: memlist)
            }
        } + [
            // The memory read and the places of the tables written.
            .least { input in
                let (problem, _) = try problem(input)
                return LeastWorkload(
                    reading: [problem.memory], writing: problem.tdmrs.count * MemoryLayout<PAMTPlacement>.stride,
                    units: problem.tdmrs.count)
            }
        ]

    private static func problem(_ input: ConstructionInput) throws -> (PAMTProblem, memlist: [MemoryRegion]) {
        let memlist = try MemlistOracle.entries(input.regions, cmrs: nil)
        let tdmrs = try LinuxCoverage().cover(memlist, limits: input.limits)
        let requests = tdmrs.map { tdmr in
            PAMTRequest(
                tdmr: tdmr, node: memlist.first { $0.end > tdmr.start }?.node ?? NodeID(0), sizes: input.pamtSizes)
        }
        let problem = PAMTProblem(tdmrs: tdmrs, requests: requests, memory: input.regions, cmrs: input.cmrs)
        return (problem, memlist)
    }
}

/// Machines on which the cost of planning grows with the regions alone.
enum PlanningMaps {
    /// 64 nodes of 64 GiB, each a run of 8 GiB and the rest in pieces with neutral memory between them; one CMR over each two nodes.
    static func pieces(regions: Int) -> ConstructionInput {
        let nodes: UInt64 = 64
        let perNode = max(2, UInt64(regions) / nodes)
        let granules: UInt64 = 64
        var list: [MemoryRegion] = []
        list.reserveCapacity(Int(perNode * nodes))
        for node in 0..<nodes {
            let start = (4 + node * granules) * PageFrame.perGranule
            let run = 8 * PageFrame.perGranule
            let id = NodeID(UInt32(node))
            list.append(MemoryRegion(pages: PageRange(start, start + run), node: id))
            let rest = (granules - 8) * PageFrame.perGranule
            for piece in 0..<(perNode - 1) {
                let from = start + run + rest * piece / (perNode - 1)
                let to = start + run + rest * (piece + 1) / (perNode - 1)
                list.append(MemoryRegion(pages: PageRange(from, max(from + 1, to - 1)), node: id))
            }
        }
        let cmrs = (0..<32 as Range<UInt64>).map { pair in
            CMR(
                base: PageFrame((4 + 2 * pair * granules) * PageFrame.perGranule).address,
                size: .gib(2 * granules) - .pages(256))
        }
        return ConstructionInput(regions: list, cmrs: cmrs)
    }
}

/// Plans the same machine again and again; the emulated module is the judge.
final class JudgedPlanWorkload: Workload {
    private let planner: any Planner
    private let input: ConstructionInput
    /// The plan, made once before: planning a large machine again for every question about it would take longer than timing it.
    private let layout: Layout
    private let solution: PlanSolution?

    init(planner: any Planner, input: ConstructionInput, layout: Layout, solution: PlanSolution?) {
        self.planner = planner
        self.input = input
        self.layout = layout
        self.solution = solution
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard case .success(let layout) = planner.plan(input).outcome else { return 0 }
            total &+= UInt64(layout.tdmrs.count)
        }
        return total
    }

    /// Linux reserves holes of its memory map even where CMRs are known, so its plans are the module's to judge as well. Without CMRs the memory regions
    /// stand in.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        guard Planners.named(planner.name)?.followsKernel != true else { return }
        let cmrs = input.cmrs ?? input.regions.map { CMR(base: $0.start.address, size: $0.pages.size) }
        // Few KeyIDs, so that addresses have room for the largest machines.
        let verdict = ConfigVerdict(
            on: layout.tdmrs.map(\.info), cmrs: cmrs, keyIDs: KeyIDCounts(mktme: 3, tdx: 4), limits: input.limits)
        guard verdict.isAccepted else {
            throw WrongAnswer("the module refuses the plan of \(planner.name): \(verdict)")
        }
    }

    var unitsPerOperation: Int { input.regions.count }

    var metrics: [Metric] {
        let times = CostModel.standard.initTimes(layout.initWork(memory: input.regions))
        var metrics = [
            Metric("tdmrs", Double(layout.tdmrs.count)), Metric("pamt-size", Double(layout.pamtSize.kib), unit: "KiB"),
            Metric("reserved-areas", Double(layout.tdmrs.reduce(0) { $0 + $1.info.reservedAreas.count })),
            Metric("withheld", Double(layout.withheld.reduce(0) { $0 + $1.size.kib }), unit: "KiB"),
            Metric("predicted-serial", times.serial.seconds * 1e6, unit: "us"),
            Metric("predicted-64-lps", times.parallel(processors: 64).seconds * 1e6, unit: "us"),
        ]
        if let claim = solution?.claim(.time) {
            metrics.append(Metric("predicted-bound", Double(claim.lowerBound.amount) / 1e6, unit: "us"))
        }
        return metrics
    }
}

final class CoverWorkload: Workload {
    private let strategy: any CoverageStrategy
    private let memlist: [MemoryRegion]
    private let limits: ModuleLimits

    init(strategy: any CoverageStrategy, memlist: [MemoryRegion], limits: ModuleLimits) {
        self.strategy = strategy
        self.memlist = memlist
        self.limits = limits
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard let tdmrs = try? strategy.cover(memlist, limits: limits) else { return 0 }
            total &+= UInt64(tdmrs.count)
        }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        guard let tdmrs = try? strategy.cover(memlist, limits: limits) else {
            throw WrongAnswer("\(strategy.name) found no coverage")
        }
        if let fault = CoverageOracle.fault(of: tdmrs, memlist: memlist, limits: limits) {
            throw WrongAnswer("\(strategy.name) \(fault)")
        }
    }

    var unitsPerOperation: Int { memlist.count }

    var metrics: [Metric] {
        guard let tdmrs = try? strategy.cover(memlist, limits: limits) else { return [] }
        let pamt = tdmrs.reduce(0) { $0 + limits.pamtSizes().pages(granules: $1.count / PageFrame.perGranule) * 4 }
        return [Metric("tdmrs", Double(tdmrs.count)), Metric("pamt-size", Double(pamt), unit: "KiB")]
    }
}

final class PlacementWorkload: Workload {
    private let placer: any PAMTPlacer
    private let problem: PAMTProblem
    private let memlist: [MemoryRegion]

    init(placer: any PAMTPlacer, problem: PAMTProblem, memlist: [MemoryRegion]) {
        self.placer = placer
        self.problem = problem
        self.memlist = memlist
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard let placements = try? placer.place(problem) else { return 0 }
            total &+= UInt64(placements.count)
        }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        guard let placements = try? placer.place(problem) else { throw WrongAnswer("\(placer.name) found no places") }
        if let fault = PlacementOracle.fault(of: placements, problem) { throw WrongAnswer("\(placer.name): \(fault)") }
    }

    var unitsPerOperation: Int { problem.tdmrs.count }

    /// The areas that the tables cost beside those of the holes, fewest groups counted.
    var metrics: [Metric] {
        guard let placements = try? placer.place(problem) else { return [] }
        let packing = try? MergedRangePacker().pack(
            ReservedAreaProblem(
                tdmrs: problem.tdmrs, placements: placements, memlist: memlist, cmrs: problem.cmrs,
                maxReservedAreas: .max))
        return [Metric("reserved-areas", Double(packing?.areas.reduce(0) { $0 + $1.count } ?? 0))]
    }
}
