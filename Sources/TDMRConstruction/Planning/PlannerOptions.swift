public import TDXModule

/// What a planner is told besides the machine.
public struct PlannerOptions: Sendable {
    /// Where the PAMTs go; nil: the planner's own choice.
    public var placer: (any PAMTPlacer)?
    /// Logical processors that may initialise TDMRs at once.
    public var logicalProcessors: Int
    /// The order in which a plan's figures count for the best plan.
    public var objective: PlanObjective
    /// The cost of initialising a TDMR.
    public var costs: CostModel
    /// Reserved areas kept free in each TDMR.
    public var slack: Int

    public init(
        placer: (any PAMTPlacer)? = nil, logicalProcessors: Int = 1, objective: PlanObjective = .default,
        costs: CostModel = .standard,
        slack: Int = 0
    ) {
        self.placer = placer
        self.logicalProcessors = logicalProcessors
        self.objective = objective
        self.costs = costs
        self.slack = slack
    }
}
