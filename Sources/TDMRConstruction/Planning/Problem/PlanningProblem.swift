import PhysicalMemory
import TDXModule

/// The input of the planner: everything that decides which plan is best.
struct PlanningProblem: Sendable {
    var map: AddressMap
    var maxTDMRs: Int
    /// Most areas of one TDMR, without those to be kept free.
    var maxAreas: Int
    var objective = PlanObjective.default
    var costs = CostModel.standard
    /// How the module keeps the PAMT. The cost of initialising a TDMR depends on it.
    var pamt = PAMTMode.static
    /// L, the logical processors that initialise TDMRs at once. At least 1.
    var processors = 1

    /// p_i of a TDMR, in picoseconds.
    func initTime(granules: Int, areas: Int) -> Int {
        Int(
            clamping: costs.initTime(
                granules: UInt64(granules), areas: min(areas, SearchBudget.chargedAreas), pamt: pamt
            )
            .rawValue)
    }

    /// The least time in which a node's memory takes the PAMT of `granules` granules, in picoseconds.
    func writeFloor(granules: Int) -> Int {
        Int(clamping: costs.writeFloor(granules: UInt64(granules), pamt: pamt).rawValue)
    }

    /// T_init, in picoseconds, from the sum of all p_i, the largest p_i and the granules whose PAMT lies on the fullest node.
    func parallelTime(total: Int, longest: Int, fullestNode granules: Int) -> Int {
        max(longest, (total + processors - 1) / processors, writeFloor(granules: granules))
    }

    /// Whether the machine is small enough to try every way to cover, place and fill.
    func isSmall(_ slices: [GranuleSlice]) -> Bool {
        slices.count <= SearchBudget.manySlices && map.runs.count <= SearchBudget.manyRuns
    }

    /// The rules for placing tables: the price of an area is time.
    var tableRules: TablePlacement.Rules {
        TablePlacement.Rules(maxAreas: maxAreas, price: { initTime(granules: $0, areas: $1) })
    }

    /// For each number of areas up to the limit, as far as holes demand them: the most granules of a TDMR with that number of areas that takes at most `time`; capped at `maxGranules`.
    func mostGranules(within time: Int, maxGranules: Int) -> [Int] {
        // No TDMR demands more areas than this: one for each hole, and one for each granule's end that parts a hole. The module may take a billion.
        let areas = min(max(0, maxAreas), max(2 * map.mustReserve.count + 2, SearchBudget.chargedAreas))
        return (0...areas).map { min(maxGranules, mostGranules(within: time, areas: $0)) }
    }

    /// The longest time within which no TDMR may be larger than these sizes.
    func lastTime(likeSizes mostGranules: [Int], maxGranules: Int) -> Int {
        mostGranules.enumerated().reduce(Int.max) { last, most in
            most.element < maxGranules
                ? min(last, (most.element + 1) * max(1, initTime(granules: 1, areas: most.offset)) - 1) : last
        }
    }

    /// The most granules of a TDMR with `areas` areas that takes at most `time`, in picoseconds.
    func mostGranules(within time: Int, areas: Int) -> Int {
        min(time / max(1, initTime(granules: 1, areas: areas)), 1 << 40)
    }
}

extension PlanningProblem {
    /// The problem that an input poses, and the memory of its memlist that lies outside of all CMRs, which no plan can serve.
    /// - Parameters:
    ///   - memlist: that of the input, if it is known already.
    ///   - slack: areas to be kept free in each TDMR.
    static func make(
        _ input: ConstructionInput, memlist: [MemoryRegion]? = nil, objective: PlanObjective = .default,
        costs: CostModel = .standard, slack: Int = 0, processors: Int
    ) -> (problem: PlanningProblem, outside: [PageRange]) {
        let memlist = memlist ?? input.memlist
        var (map, outside) = AddressMap.make(memlist: memlist, cmrs: input.cmrs, pamt: input.pamtSizes)
        map.granuleLimit = Int(min(input.addressLimit, .limit).rawValue / PageFrame.perGranule)
        let problem = PlanningProblem(
            map: map, maxTDMRs: input.limits.maxTDMRs, maxAreas: input.limits.maxReservedAreas - slack,
            objective: objective, costs: costs, pamt: input.pamt, processors: max(1, processors))
        return (problem, outside)
    }
}
