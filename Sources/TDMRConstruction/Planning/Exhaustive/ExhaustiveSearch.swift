import TDXModule

/// Tries every plan of a small machine: every set of TDMRs, the most promising first, each with the best places for its tables.
struct ExhaustiveSearch {
    private let problem: PlanningProblem
    private let window: ExhaustiveWindow
    private let covers: [[GranuleRange]]
    private let known: PlanDraft
    private let knownFigures: PlanFigures

    /// Nodes that the search can tell apart.
    private static let mostNodes = 4

    /// - Parameter known: a plan to be beaten; it is the answer when nothing beats it.
    /// - Returns: nil when the machine is too large, or when no table exists.
    init?(_ problem: PlanningProblem, known: PlanDraft) {
        guard problem.map.nodes.count <= Self.mostNodes, problem.map.pamtPages(granules: 1) > 0,
            let figures = known.figures(problem)
        else { return nil }
        // The largest window whose covers are not too many; granules without memory are left out first.
        let found = SearchBudget.exhaustiveGranules.lazy.compactMap { most in
            ExhaustiveWindow(problem, known: figures, most: most).flatMap { window in
                window.covers(mostTDMRs: problem.maxTDMRs).map { (window, $0) }
            }
        }.first
        guard let (window, covers) = found else { return nil }
        self.problem = problem
        self.window = window
        self.covers = covers
        self.known = known
        knownFigures = figures
    }

    /// The best plan found, and whether no other is better.
    func run() -> (draft: PlanDraft, triedAll: Bool) {
        var best = (draft: known, score: PlanScore(knownFigures, problem.objective))
        var steps = 0
        for mayWithhold in [false, true] where !mayWithhold || !best.draft.withheld.isEmpty {
            let longestRun = problem.map.longestRun
            let candidates = covers.compactMap {
                CoverCandidate($0, problem, longestRun: longestRun, mayWithhold: mayWithhold)
            }
            for candidate in candidates.sorted(by: { $0.score < $1.score }) {
                guard candidate.score < best.score else { break }
                for homes in candidate.homes(problem, mayWithhold: mayWithhold) {
                    guard
                        var search = PlacementSearch(
                            problem, candidate, assuming: homes, mayWithhold: mayWithhold, bound: best.score,
                            budget: SearchBudget.exhaustiveSteps - steps)
                    else { return (best.draft, false) }
                    let found = search.solve()
                    steps += search.work
                    if steps > SearchBudget.exhaustiveSteps { return (best.draft, false) }
                    guard let found, let figures = found.figures(problem) else { continue }
                    let score = PlanScore(figures, problem.objective)
                    if score < best.score { best = (found, score) }
                }
            }
        }
        return (best.draft, window.isComplete)
    }
}
