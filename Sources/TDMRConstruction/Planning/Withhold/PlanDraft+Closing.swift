import Algorithms

extension PlanDraft {
    /// Makes a plan of extents and tables: TDMRs with too few areas keep the fragments of most value and withhold the others, and all usable memory outside of
    /// TDMRs and tables is withheld.
    /// - Complexity: O(*r* + *h*).
    static func closing(
        _ problem: PlanningProblem, extents: [GranuleRange], tables: [PlacedTable], weights: LossWeights = .all
    ) -> PlanDraft {
        var draft = PlanDraft(extents: extents, tables: tables)
        let taken = tables.map(\.span).sorted { $0.start < $1.start }
        for extent in draft.pageExtents(problem.map) {
            draft.withhold(beyond: problem, extent, taken: taken, weights: weights)
        }
        draft.withholdUncovered(problem.map)
        return draft
    }

    /// Withholds the fragments of least value in a TDMR that would have too many areas with the pages `taken` by tables.
    private mutating func withhold(
        beyond problem: PlanningProblem, _ extent: PageSpan, taken: [PageSpan], weights: LossWeights
    ) {
        let unit = problem.map.pagesNoTableSplits
        let first = taken.partitioningIndex { $0.end > extent.start }
        let end = taken.partitioningIndex { $0.start >= extent.end }
        // Only the part of the map around the TDMR: a copy of the whole map may be large.
        let map = problem.map.part(around: extent).reserving(Array(taken[first..<max(first, end)]))
        ServedFragment.forEachTDMR(map, extents: [extent]) { areas, fragments in
            guard areas > problem.maxAreas else { return }
            var best = Longest<Int>(max(0, problem.maxAreas - 1))
            for (i, fragment) in fragments.enumerated() {
                let rest = fragment.others.reduce(fragment.first.count % unit) { $0 + $1.count % unit }
                best.insert(i, length: weights.value(pages: fragment.pages, rest: rest))
            }
            let kept = Set(best.sorted())
            for (i, fragment) in fragments.enumerated() where !kept.contains(i) {
                withheld.append(fragment.first)
                withheld.append(contentsOf: fragment.others)
            }
        }
    }
}
