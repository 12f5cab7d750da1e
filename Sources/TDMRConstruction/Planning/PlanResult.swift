public import PhysicalMemory
import TDXModule

/// What a planner answers: the memlist it worked on (empty when building that failed) and a layout or the reason why there is none.
public struct PlanResult: Hashable, Sendable {
    /// What was planned: ascending, disjoint; empty when building it failed.
    public var memlist: [MemoryRegion]
    /// The layout, or why there is none.
    public var outcome: Result<Layout, ConstructionError>
    /// Warnings, in the order they arose.
    public var notices: [PlanNotice]
    /// A layout's figures beside bounds for any; nil for planners that look for no best one.
    public var solution: PlanSolution?
    /// What a layout's decisions come to; nil where there is no solution.
    public var facts: PlanFacts?

    public init(
        memlist: [MemoryRegion], outcome: Result<Layout, ConstructionError>, notices: [PlanNotice] = [],
        solution: PlanSolution? = nil
    ) {
        self.solution = solution
        self.memlist = memlist
        self.outcome = outcome
        self.notices = notices
    }
}
