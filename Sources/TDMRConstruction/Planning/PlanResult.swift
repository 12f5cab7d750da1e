public import PhysicalMemory
import TDXModule

/// The answer of a planner: the memlist that it worked on, and a layout or the reason why there is none.
public struct PlanResult: Hashable, Sendable {
    /// The memlist that was planned: ascending, disjoint; empty when building it failed.
    public var memlist: [MemoryRegion]
    /// The layout, or why there is none.
    public var outcome: Result<Layout, ConstructionError>
    /// Warnings, in the order they arose.
    public var notices: [PlanNotice]
    /// The layout's figures with bounds for those of any plan; nil for planners that do not search for the best plan.
    public var solution: PlanSolution?
    /// The effects of the layout's decisions; nil when there is no `solution`.
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
