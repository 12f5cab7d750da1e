public import TDXModule

/// The strategy `best`: the best plan that the project can make.
public struct BestPlanner: Planner {
    public let name = "best"
    public let pamtPlacement = "planned"
    /// The order in which figures count.
    public var objective: PlanObjective
    /// The costs from which start-up times are predicted.
    public var costs: CostModel
    /// Logical processors that initialise TDMRs at once.
    public var processors: Int
    /// Reserved areas kept free in each TDMR.
    public var slack: Int
    /// Whether the search is thorough, exhaustive on small machines, and claims are made. If not, the result has a layout, but no `solution` and no `facts`.
    public var proves = true

    public init(objective: PlanObjective = .default, costs: CostModel = .standard, processors: Int = 2, slack: Int = 0)
    {
        self.objective = objective
        self.costs = costs
        self.processors = processors
        self.slack = slack
    }

    init(_ options: PlannerOptions) {
        self.init(
            objective: options.objective, costs: options.costs, processors: options.logicalProcessors,
            slack: options.slack)
    }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        let memlist = input.memlist
        var result = PlanResult(memlist: memlist, outcome: .failure(.outOfMemory))
        if let obstacle = PlanObstacle(memlist, input.limits, slack: slack) {
            result.outcome = .failure(.impossible(obstacle))
            return result
        }
        let (problem, outside) = PlanningProblem.make(
            input, memlist: memlist, objective: objective, costs: costs, slack: slack, processors: processors)
        guard let (draft, tried) = PlanSearch(problem: problem, isThorough: proves).run() else {
            result.outcome = .failure(.impossible(PlanObstacle(problem)))
            return result
        }
        if proves {
            let contents = draft.contents(problem.map)
            let figures = draft.figures(problem, contents: contents)
            result.facts = PlanFacts(draft, contents, problem.map)
            result.solution = PlanSolution(problem, figures: figures, tried: tried)
        }
        result.outcome = .success(draft.layout(problem.map, outside: outside))
        return result
    }
}
