extension PlanDraft {
    /// The plan of extents and tables in which crowded TDMRs keep their groups of most value, and everybody gives up what lies in none.
    /// - Complexity: O(*r* + *h*).
    static func closing(
        _ problem: PlanningProblem, extents: [GranuleRange], tables: [PlacedTable], weights: LossWeights = .all
    ) -> PlanDraft {
        var draft = PlanDraft(extents: extents, tables: tables)
        let map = problem.map.reserving(tables.map(\.span).sorted { $0.start < $1.start })
        let unit = problem.map.pagesNoTableSplits
        ServedGroup.forEachTDMR(map, extents: draft.pageExtents(problem.map)) { areas, groups in
            guard areas > problem.maxAreas else { return }
            var best = Longest<Int>(max(0, problem.maxAreas - 1))
            for (i, group) in groups.enumerated() {
                let rest = group.others.reduce(group.first.count % unit) { $0 + $1.count % unit }
                best.insert(i, length: weights.value(pages: group.pages, rest: rest))
            }
            let kept = Set(best.sorted())
            for (i, group) in groups.enumerated() where !kept.contains(i) {
                draft.withheld.append(group.first)
                draft.withheld.append(contentsOf: group.others)
            }
        }
        draft.withholdUncovered(problem.map)
        return draft
    }
}
