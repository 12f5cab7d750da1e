/// The most granules that a TDMR may have within a time, by its areas.
struct TDMRRoom {
    private let granules: [Int]
    private let maxAreas: Int

    init(_ problem: PlanningProblem, time: Int, maxGranules: Int = 1 << 40) {
        maxAreas = problem.maxAreas
        granules = (0...min(max(0, maxAreas), 4096)).map { min(maxGranules, 1 << 40, time / max(1, problem.initTime(granules: 1, areas: $0))) }
    }

    /// 0 for more areas than a TDMR takes.
    @inline(__always)
    func callAsFunction(_ areas: Int) -> Int { areas > maxAreas ? 0 : granules[min(areas, granules.count - 1)] }
}
