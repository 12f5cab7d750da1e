extension DraftPlan {
    /// The plan of extents and tables in which crowded TDMRs keep their groups of most value, and everybody gives up what lies in none.
    /// - Complexity: O(*r* + *h*).
    static func closing(_ problem: PlanningProblem, extents: [Extent], tables: [Table], weights: LossWeights = .all) -> DraftPlan {
        var draft = DraftPlan(extents: extents, tables: tables)
        var terrain = problem.terrain
        terrain.reserve(tables.map(\.span).sorted { $0.start < $1.start })
        let unit = problem.scale.pagesNoTableSplits
        MinimalWithholding.forEachTDMR(terrain, extents: draft.pageExtents(problem.scale)) { areas, groups in
            guard areas > problem.maxAreas else { return }
            var best = Longest<Int>(max(0, problem.maxAreas - 1))
            for (i, group) in groups.enumerated() {
                let rest = group.others.reduce(group.first.count % unit) { $0 + $1.count % unit }
                best.insert(i, length: weights.value(LossyCells.Group(pages: group.pages, rest: rest)))
            }
            let kept = Set(best.sorted())
            for (i, group) in groups.enumerated() where !kept.contains(i) {
                draft.withheld.append(group.first)
                draft.withheld.append(contentsOf: group.others)
            }
        }
        draft.withholdUncovered(problem)
        return draft
    }
}
