/// The whole search: plan any machine, then prove or improve the plan where the machine is small enough.
struct PlanSearch {
    let problem: PlanningProblem
    let objective: PlanObjective
    var proves = true

    /// The most granules from the first to the last that are searched exactly.
    static let exactWindow = 10

    func run() -> ExactPlanner.Answer {
        let known = ScalablePlanner(problem: problem, objective: objective).plan()
            ?? WithholdingPlanner(problem: problem, objective: objective).plan()
        // It finds a plan wherever there is one.
        guard let known else { return .none }
        guard proves, let window = ExactPlanner.window(problem, limit: Self.exactWindow) else { return .unknown(known) }
        return ExactPlanner(problem: problem, objective: objective, window: window).plan(known: known)
    }
}
