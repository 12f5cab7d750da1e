import Algorithms
import TDXModule

/// Tries every plan of a machine of few granules: every set of TDMRs, the most promising first, each with the best places for its tables. First those that withhold nothing: of
/// these there are few even over many granules, because all that lies outside of the TDMRs must be filled by tables. Over many granules they are tried where no such plan is known.
///
/// Sets of one TDMR are tried first, then those of two, and so on, each number within a budget of its own. So a higher limit on TDMRs only adds sets.
struct ExhaustiveSearch {
    private let problem: PlanningProblem
    /// The granules that may be searched, larger sets of them first.
    private let choices: [SearchedGranules]
    private let known: PlanDraft
    private let knownFigures: PlanFigures

    /// - Parameter known: the plan to beat; it is the result when no plan beats it.
    /// - Returns: nil when the machine is too large, when no table exists, or when `known` is not valid.
    init?(_ problem: PlanningProblem, known: PlanDraft) {
        guard problem.map.nodes.count <= SearchBudget.exhaustiveNodes,
            max(problem.map.mustReserve.count, problem.map.runs.count) <= SearchBudget.exhaustivePieces,
            problem.map.pamtPages(granules: 1) > 0,
            let figures = known.figures(problem)
        else { return nil }
        let isServed = figures.withheldPages == 0
        let most = isServed ? SearchBudget.exhaustiveGranules : SearchBudget.exhaustiveGranulesToServeAll
        choices = SearchedGranules.choices(
            problem, known: figures, most: most, empty: SearchBudget.exhaustiveEmptyGranules)
        guard !choices.isEmpty else { return nil }
        self.problem = problem
        self.known = known
        knownFigures = figures
    }

    private struct Best {
        var draft: PlanDraft
        var score: PlanScore
        /// Whether it is certain that no other plan is better.
        var triedAll = true
    }

    /// The best plan found, and whether no other is better.
    func run() -> (draft: PlanDraft, tried: TriedPlans) {
        var best = Best(draft: known, score: PlanScore(knownFigures, problem.objective))
        let most = min(problem.maxTDMRs, choices[0].granules.count)
        // No set has more TDMRs than there are granules.
        for mayWithhold in [false, true] where !mayWithhold || !best.draft.withheld.isEmpty {
            guard !mayWithhold || choices[0].withMemory <= SearchBudget.exhaustiveGranules else {
                best.triedAll = false
                break
            }
            let sets = choices.map {
                CoverSets(
                    $0, most: most, losing: mayWithhold ? .max : mostFilled(tdmrs: most, $0),
                    limit: SearchBudget.exhaustiveCovers)
            }
            for tdmrs in 1...most { tryAll(tdmrs: tdmrs, of: sets, mayWithhold: mayWithhold, &best) }
        }
        return (best.draft, best.triedAll ? .all : .some)
    }

    /// Lemma: a plan of `tdmrs` TDMRs over these granules that withholds nothing leaves at most so many usable pages outside of them.
    /// Proof: tables fill these pages, and the tables of a level have together less than a page a TDMR more than one table of all their granules, because each is rounded up.
    /// Tested by: `PlannerTests`, against a search of all plans.
    private func mostFilled(tdmrs: Int, _ searched: SearchedGranules) -> Int {
        problem.map.pamtPages(granules: min(searched.mostOfAll, searched.granules.count))
            + PAMTLevel.allCases.count * tdmrs
    }

    /// The sets of `tdmrs` TDMRs over the largest choice of granules that has few enough of them, and whether that choice is complete; nil when even the fewest granules have
    /// too many sets: then there are too many over all.
    private func covers(of tdmrs: Int, over choices: [CoverSets], mayWithhold: Bool) -> (
        sets: [[GranuleRange]], isComplete: Bool
    )? {
        func covers(_ choice: CoverSets) -> (sets: [[GranuleRange]], isComplete: Bool)? {
            choice.all(of: tdmrs, losing: mayWithhold ? .max : mostFilled(tdmrs: tdmrs, choice.searched))
                .map { (sets: $0, isComplete: choice.searched.isComplete) }
        }
        guard let fewest = choices.last.flatMap(covers) else { return nil }
        return choices.dropLast().lazy.compactMap(covers).first ?? fewest
    }

    /// Tries all sets of `tdmrs` TDMRs.
    private func tryAll(tdmrs: Int, of sets: [CoverSets], mayWithhold: Bool, _ best: inout Best) {
        guard let covers = covers(of: tdmrs, over: sets, mayWithhold: mayWithhold) else {
            best.triedAll = false
            return
        }
        best.triedAll = best.triedAll && covers.isComplete
        let candidates = covers.sets.compactMap {
            CoverCandidate($0, problem, mayWithhold: mayWithhold, bound: best.score)
        }
        let mustServeAll = !mayWithhold && !best.draft.withheld.isEmpty
        var left = mustServeAll ? SearchBudget.exhaustiveStepsToServeAll : SearchBudget.exhaustiveSteps
        for candidate in candidates.sorted(by: { $0.score < $1.score }) {
            guard candidate.score < best.score else { return }
            for homes in candidate.homes(problem, mayWithhold: mayWithhold) {
                guard
                    var search = PlacementSearch(
                        problem, candidate, assuming: homes, mayWithhold: mayWithhold, bound: best.score, budget: left)
                else {
                    best.triedAll = false
                    break
                }
                let found = search.solve()
                left -= search.work
                guard left >= 0 else {
                    best.triedAll = false
                    return
                }
                guard search.fillsRunsOutside else { break }
                guard let found, let figures = found.figures(problem) else { continue }
                let score = PlanScore(figures, problem.objective)
                if score < best.score { (best.draft, best.score) = (found, score) }
            }
        }
    }
}
