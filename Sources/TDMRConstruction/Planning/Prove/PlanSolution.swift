/// A plan's figures with the claims about them.
public struct PlanSolution: Hashable, Sendable {
    /// The order in which its figures count.
    public let objective: PlanObjective
    /// The logical processors that the times are for.
    public let processors: Int
    let figures: PlanFigures
    /// One for each figure that the objective compares, in its order.
    public let claims: [Claim]
    /// How many plans of the machine were tried exhaustively.
    public let tried: TriedPlans

    init(_ problem: PlanningProblem, figures: PlanFigures, tried: TriedPlans) {
        objective = problem.objective
        processors = problem.processors
        self.figures = figures
        self.tried = tried
        let bounds = tried == .all ? nil : Bounds(problem, figures: figures)
        var claims: [Claim] = []
        for key in problem.objective.order {
            let bound = tried == .all ? figures[key] : bounds?.bound(of: key) ?? 0
            claims.append(Claim(key, value: figures[key], bound: bound, isProvenBefore: claims.last?.isProven ?? true))
        }
        self.claims = claims
    }

    /// What limits the time of initialisation.
    public enum TimeLimit: Sendable {
        /// The write bandwidth of the node that most PAMT lies on.
        case nodeBandwidth
        /// One LP at a time initialises the largest TDMR.
        case largestTDMR
        /// All LPs are busy throughout.
        case processors
    }

    /// What limits the plan's time.
    public var timeLimit: TimeLimit {
        figures.time == figures.floorTime
            ? .nodeBandwidth : figures.time == figures.longestTime ? .largestTDMR : .processors
    }

    /// The plan's figure.
    public func figure(_ key: PlanFigures.Key) -> PlanFigure { key.figure(figures[key]) }

    /// A lower bound on the figure over all plans that are at least as good in every earlier figure; 0 when nothing is known.
    public func lowerBound(_ key: PlanFigures.Key) -> PlanFigure { claim(key)?.lowerBound ?? key.figure(0) }

    /// The claim about a figure; nil where the objective does not compare it.
    public func claim(_ key: PlanFigures.Key) -> Claim? { claims.first { $0.key == key } }
}
