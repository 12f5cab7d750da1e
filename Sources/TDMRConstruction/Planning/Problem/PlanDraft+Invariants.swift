import Algorithms
import TDXModule

extension PlanDraft {
    /// The first broken invariant of the draft, as text; nil when none is broken. Called by tests and, in debug builds, for every draft that is scored.
    /// - Complexity: O(*r* + *k* log *k*).
    func fault(_ problem: PlanningProblem) -> String? {
        let map = problem.map
        for (a, b) in extents.adjacentPairs() where a.end > b.start {
            return "TDMRs at \(a.start) and \(b.start) overlap"
        }
        if extents.contains(where: { $0.count < 1 || $0.start < 0 }) { return "a TDMR is empty" }
        for (owner, extent) in extents.enumerated() {
            for level in PAMTLevel.allCases {
                let pages = map.tablePages(level, granules: extent.count)
                let own = tables.filter { $0.owner == owner && $0.level == level }
                if own.map(\.span.count) != (pages > 0 ? [pages] : []) {
                    return "TDMR \(owner) has not its one table of level \(level.abbreviation)"
                }
            }
        }
        let spans = taken
        for (a, b) in spans.adjacentPairs() where a.end > b.start {
            return "pages from \(b.start) on are taken twice"
        }
        for span in spans {
            let run = map.index(ofRunEndingAbove: span.start)
            if run == map.runs.count || !map.runs[run].span.contains(span) {
                return "pages from \(span.start) on do not lie in one run"
            }
        }
        return nil
    }
}
