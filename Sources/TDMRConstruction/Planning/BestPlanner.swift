import PhysicalMemory
public import TDXModule

/// The best plan that the project can make: the strategy `best`.
public struct BestPlanner: Planner {
    public let name = "best"
    public let pamtPlacement = "planned"
    public var objective: PlanObjective
    public var costs: CostModel
    /// Logical processors that initialise TDMRs at once.
    public var processors: Int
    /// Areas kept free in each TDMR.
    public var slack: Int
    /// Whether small machines are searched exactly and bounds are computed: without it there is a layout and no `PlanSolution`.
    public var proves = true

    public init(objective: PlanObjective = .default, costs: CostModel = .standard, processors: Int = 2, slack: Int = 0) {
        self.objective = objective
        self.costs = costs
        self.processors = processors
        self.slack = slack
    }

    init(_ options: PlannerOptions) {
        self.init(
            objective: options.objective, costs: options.costs, processors: options.logicalProcessors, slack: options.slack)
    }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        let memlist = Terrain.memlist(input.regions)
        var result = PlanResult(memlist: memlist, outcome: .failure(.outOfMemory))
        if let reason = obstacle(memlist, input.limits) {
            result.outcome = .failure(.impossible(reason: reason))
            return result
        }
        let (terrain, outside) = Terrain.make(memlist: memlist, cmrs: input.cmrs)
        let problem = PlanningProblem(
            scale: PlanningScale(limits: input.limits), terrain: terrain, maxTDMRs: input.limits.maxTDMRs,
            maxAreas: input.limits.maxReservedAreas - slack, costs: costs, processors: processors)
        let answer = PlanSearch(problem: problem, objective: objective, proves: proves).run()
        switch answer {
        case .best(let draft), .unknown(.some(let draft)):
            result.outcome = .success(draft.layout(problem, outside: outside))
            guard proves else { return result }
            let figures = draft.figures(problem, surveys: draft.surveys(problem))
            var isExact = false
            if case .best = answer { isExact = true }
            result.solution = PlanSolution(
                objective: objective, processors: problem.processors, figures: figures,
                bounds: LowerBounds.bounds(problem, objective: objective, figures: figures), isExact: isExact)
        case .none, .unknown(.none):
            result.outcome = .failure(.impossible(reason: PlanObstacle(problem).sentence))
        }
        return result
    }

    /// Why there is nothing to be planned at all.
    private func obstacle(_ memlist: [MemoryRegion], _ limits: ModuleLimits) -> String? {
        if memlist.isEmpty { return "There is no memory above 1 MiB, and TDX uses none below." }
        if limits.maxTDMRs == 0 { return "The module takes no TDMR (max_tdmrs is 0)." }
        if limits.maxReservedAreas == 0 { return "The module takes no reserved area (max_reserved is 0): neither a hole nor a PAMT could lie in a TDMR." }
        if slack > limits.maxReservedAreas {
            return "Each TDMR is to keep \(slack) reserved areas free, and the module takes \(limits.maxReservedAreas)."
        }
        return nil
    }
}
