public import TDXModule

/// Everything that decides which plan is best.
public struct PlanningProblem: Sendable {
    public var scale: PlanningScale
    public var terrain: Terrain
    public var maxTDMRs: Int
    /// Most areas of one TDMR, what `--slack` keeps free already taken away.
    public var maxAreas: Int
    public var costs: CostModel
    /// L, the logical processors that initialise TDMRs at once. At least 1.
    public var processors: Int

    public init(
        scale: PlanningScale, terrain: Terrain, maxTDMRs: Int, maxAreas: Int, costs: CostModel = .standard, processors: Int = 1
    ) {
        self.scale = scale
        self.terrain = terrain
        self.maxTDMRs = maxTDMRs
        self.maxAreas = maxAreas
        self.costs = costs
        self.processors = max(1, processors)
    }

    /// Areas beyond this many, 256 times what the module takes, are not charged: the time of all memory that 52 address bits reach then stays below 2^63.
    private static let mostChargedAreas = 4096

    /// p_i of a TDMR, in picoseconds.
    func initTime(granules: Int, areas: Int) -> Int {
        Int(clamping: costs.initTime(granules: UInt64(granules), areas: min(areas, Self.mostChargedAreas)).rawValue)
    }

    /// The time below which a node's memory does not take the PAMT of `granules` granules, in picoseconds.
    func writeFloor(granules: Int) -> Int {
        Int(clamping: costs.writeFloor(granules: UInt64(granules)).rawValue)
    }

    /// T_init of the given sums.
    func parallelTime(total: Int, longest: Int, fullestNode granules: Int) -> Int {
        max(longest, (total + processors - 1) / processors, writeFloor(granules: granules))
    }
}
