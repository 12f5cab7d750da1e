import TDXModule

/// Everything that decides which plan is best.
struct PlanningProblem: Sendable {
    var map: AddressMap
    var maxTDMRs: Int
    /// Most areas of one TDMR, those to be kept free already taken away.
    var maxAreas: Int
    var objective = PlanObjective.default
    var costs = CostModel.standard
    /// How the module keeps the PAMT: what a TDMR's initialisation costs depends on it.
    var pamt = PAMTMode.static
    /// L, the logical processors that initialise TDMRs at once. At least 1.
    var processors = 1

    /// Areas beyond this many, 256 times what the module takes, are not charged: the time of all memory that 52 address bits reach then stays below 2^63.
    private static let mostChargedAreas = 4096

    /// p_i of a TDMR, in picoseconds.
    func initTime(granules: Int, areas: Int) -> Int {
        Int(
            clamping: costs.initTime(granules: UInt64(granules), areas: min(areas, Self.mostChargedAreas), pamt: pamt)
                .rawValue)
    }

    /// The time below which a node's memory does not take the PAMT of `granules` granules, in picoseconds.
    func writeFloor(granules: Int) -> Int {
        Int(clamping: costs.writeFloor(granules: UInt64(granules), pamt: pamt).rawValue)
    }

    /// T_init of the given sums.
    func parallelTime(total: Int, longest: Int, fullestNode granules: Int) -> Int {
        max(longest, (total + processors - 1) / processors, writeFloor(granules: granules))
    }

    /// Whether the machine is small enough that every way to cover, place and fill is tried.
    func isSmall(_ slices: [GranuleSlice]) -> Bool {
        slices.count <= SearchBudget.manySlices && map.runs.count <= SearchBudget.manyRuns
    }

    /// What an area costs where a table takes one: time.
    var tableRules: TablePlacement.Rules {
        TablePlacement.Rules(maxAreas: maxAreas, price: { initTime(granules: $0, areas: $1) })
    }

    /// For each number of areas up to the most that a TDMR may have, the granules that it may have within `time`, at most `maxGranules`.
    func mostGranules(within time: Int, maxGranules: Int) -> [Int] {
        (0...min(max(0, maxAreas), Self.mostChargedAreas)).map {
            min(maxGranules, mostGranules(within: time, areas: $0))
        }
    }

    /// The longest time with no larger TDMRs than these.
    func lastTime(likeSizes mostGranules: [Int], maxGranules: Int) -> Int {
        mostGranules.enumerated().reduce(Int.max) { last, most in
            most.element < maxGranules
                ? min(last, (most.element + 1) * max(1, initTime(granules: 1, areas: most.offset)) - 1) : last
        }
    }

    /// The most granules of a TDMR with `areas` areas that takes at most `time`.
    func mostGranules(within time: Int, areas: Int) -> Int {
        min(time / max(1, initTime(granules: 1, areas: areas)), 1 << 40)
    }
}
