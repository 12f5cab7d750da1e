import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

/// Machines for which a plan was once missed, or something untrue said of the one that was found.
@Suite struct MissedPlanTests {
    struct Machine: CustomStringConvertible, Sendable {
        var description: String
        /// First and end address and node.
        var memory: [(UInt64, UInt64, UInt32)]
        var cmrs: [(UInt64, UInt64)]
        /// TDMRs, reserved areas, and bytes of an entry of each level.
        var limits: (Int, Int, UInt64, UInt64, UInt64)?
        var processors = 2

        var input: ConstructionInput {
            var module = ModuleLimits.standard
            if let limits {
                (module.maxTDMRs, module.maxReservedAreas) = (limits.0, limits.1)
                module.pamtEntrySize4K = ByteCount(limits.2)
                module.pamtEntrySize2M = ByteCount(limits.3)
                module.pamtEntrySize1G = ByteCount(limits.4)
            }
            return ConstructionInput(
                regions: memory.map { MemoryRegion(pages: PageRange($0.0 >> 12, $0.1 >> 12), node: NodeID($0.2)) },
                cmrs: cmrs.map { CMR(base: PhysicalAddress($0.0), size: ByteCount($0.1 - $0.0)) }, limits: module)
        }
    }

    private static let overAnEmptyGranule = Machine(
        description: "tables of a TDMR that reaches over an empty granule fill a fragment",
        memory: [(0x4000_0000, 0x6000_0000, 0), (0x6100_0000, 0x6180_5000, 0)],
        cmrs: [(0x4000_0000, 0x6000_0000), (0x6100_0000, 0x6180_5000)], processors: 1)
    private static let threeFragments = Machine(
        description: "two TDMRs of four areas and 64 LPs",
        memory: [
            (0x412f_e000, 0x8000_0000, 0), (0x2_c000_0000, 0x2_f5cf_a000, 0), (0x3_4000_0000, 0x3_4000_a000, 0),
        ],
        cmrs: [(0x412f_e000, 0x8000_0000), (0x2_c000_0000, 0x3_0000_0000), (0x3_4000_0000, 0x3_4000_a000)],
        limits: (2, 4, 16, 16, 16), processors: 64)
    private static let overTheGap = Machine(
        description: "tables of TDMRs over the gap between two regions",
        memory: [(0x8000_1000, 0x80c0_2000, 0), (0x3_0d8d_e000, 0x3_4000_0000, 1)],
        cmrs: [
            (0x0, 0x8000_0000), (0x8000_1000, 0x80c0_2000), (0xc000_0000, 0x3_0000_0000),
            (0x3_0d8d_e000, 0x3_4000_0000),
        ], processors: 4)
    private static let acrossTheBorder = Machine(
        description: "a table across the border of two granules", memory: [(0x7fc4_c000, 0x8013_7000, 0)],
        cmrs: [(0x7fc4_c000, 0x1_4000_0000)], limits: (2, 1, 16, 0, 0))
    private static let twoFragments = Machine(
        description: "two fragments far apart",
        memory: [(0x4012_c000, 0x4093_0000, 0), (0xa_8000_0000, 0xa_8080_4000, 0)],
        cmrs: [(0x4012_c000, 0x4093_0000), (0xa_8000_0000, 0xa_8080_4000)], limits: (3, 1, 16, 16, 0))
    private static let oneFragment = Machine(
        description: "a fragment that the tables of one TDMR fill",
        memory: [(0x8000_0000, 0x8040_0000, 0), (0x3_c000_0000, 0x4_0000_0000, 0)],
        cmrs: [(0x8000_0000, 0xc000_0000), (0x3_c000_0000, 0x4_0000_0000)], limits: (1, 1, 16, 0, 0))
    private static let all = [
        overAnEmptyGranule, threeFragments, overTheGap, acrossTheBorder, twoFragments, oneFragment,
    ]

    @Test(arguments: Thoroughness.sample(all, of: 3), PlanObjective.allCases)
    func `a machine that was planned wrongly gets a plan that withholds nothing, and no bound lies above it`(
        _ machine: Machine, _ objective: PlanObjective
    ) throws {
        let input = machine.input
        let problem = PlanningProblem.make(input, objective: objective, processors: machine.processors).problem
        let plan = BestPlanner(objective: objective, processors: machine.processors).plan(input)
        let figures = try #require(plan.solution?.figures)
        #expect(figures.withheldPages == 0)
        for claim in PlanSolution(problem, figures: figures, tried: .none).claims {
            #expect(!claim.isRefuted, "\(claim)")
        }
    }

    /// What is known to be possible: each figure once missed, or said to be impossible.
    @Test(arguments: [
        (overAnEmptyGranule, PlanObjective.areas, PlanFigures.Key.areas, 1),
        (overTheGap, .areas, .areas, 1), (overTheGap, .areas, .time, 3_070_000_000),
        (overTheGap, .areas, .pamt, 3_081), (threeFragments, .default, .time, 4_812_470_000),
        (oneFragment, .simple, .time, 1_536_000_000), (oneFragment, .simple, .pamt, 1024),
    ])
    func `what was missed is found`(_ machine: Machine, _ objective: PlanObjective, _ key: PlanFigures.Key, _ most: Int)
        throws
    {
        let plan = BestPlanner(objective: objective, processors: machine.processors).plan(machine.input)
        let figures = try #require(plan.solution?.figures)
        #expect(figures[key] <= most)
    }

    /// Two crowded low granules and 14 GiB of contiguous memory: with its tables at the end of high memory, no TDMR has more than one area.
    @Test func `tables in the fragments of crowded low granules do not lengthen the start`() throws {
        let count = Thoroughness.cases(quick: 2, complete: 200, thorough: 1000)
        var seeds: [UInt64] = []
        for seed in TestSeed.several(count) {
            var maker = MachineMaker(seed: seed)
            var regions = maker.regions(maker.pick(20...40), from: 0x100) { maker, _ in
                .init(pages: maker.pick(1...120) << 8, gap: maker.pick(1...(8 << 8)))
            }.filter { $0.end.rawValue <= 0x80000 }
            regions.append(MemoryRegion(pages: PageRange(0x100000, 0x480000), node: NodeID(0)))
            let input = ConstructionInput(
                regions: regions,
                cmrs: [CMR(PageRange(0x100, 0x80000)), CMR(PageRange(0x100000, 0x480000))], limits: .standard)
            let problem = PlanningProblem.make(input, objective: .default, processors: 64).problem
            let plan = BestPlanner(objective: .default, processors: 64).plan(input)
            let figures = try #require(plan.solution?.figures, "seed \(seed)")
            #expect(figures.withheldPages == 0, "seed \(seed)")
            if figures.time > problem.initTime(granules: 1, areas: 1) { seeds.append(seed) }
        }
        #expect(seeds.isEmpty, "\(seeds.count) of \(count) machines, seeds \(seeds.prefix(10))")
    }

    /// Machines made around a plan that withholds nothing: tables of its TDMRs fill runs far from them. Of 4,000, memory is withheld on 8, where a TDMR of the plan spans granules
    /// without memory or there are more than 64 granules with memory.
    @Test func `a plan of which tables fill many runs to the page is found`() throws {
        let count = Thoroughness.cases(quick: 3, complete: 400, thorough: 4000)
        var missed: [UInt64] = []
        for seed in TestSeed.several(count) {
            let machine = PlantedMachine(seed: seed)
            #expect(machine.draft.fault(machine.problem) == nil, "seed \(seed)")
            #expect(machine.draft.figures(machine.problem)?.withheldPages == 0, "seed \(seed)")
            let plan = BestPlanner(processors: 16).plan(machine.input)
            if try #require(plan.solution, "seed \(seed)").figures.withheldPages > 0 { missed.append(seed) }
        }
        #expect(
            missed.count * 100 <= max(count, 100), "\(missed.count) of \(count) machines, seeds \(missed.prefix(10))")
    }

    /// More areas than 16 bits count, in a machine small enough for the exhaustive search but for them.
    @Test func `a granule of tens of thousands of holes is planned`() throws {
        var maker = MachineMaker(seed: 1)
        let regions = maker.regions(33_000, from: 0x40000) { _, index in .init(pages: index == 0 ? 4096 : 4, gap: 3) }
        let limits = ModuleLimits(maxReservedAreas: 65_535)
        let plan = BestPlanner().plan(ConstructionInput(regions: regions, cmrs: nil, limits: limits))
        #expect(try plan.outcome.get().withheld.isEmpty)
        #expect(try #require(plan.solution).figures.areas > Int(Int16.max))
    }
}
