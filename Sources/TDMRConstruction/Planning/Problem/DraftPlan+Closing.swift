extension DraftPlan {
    /// The plan of extents and tables in which crowded TDMRs give up their groups of least value, and everybody gives up what lies in none.
    /// - Complexity: O((*r* + *h*) log *r*).
    static func closing(_ problem: PlanningProblem, extents: [Extent], tables: [Table], weights: LossWeights = .all) -> DraftPlan {
        var draft = DraftPlan(extents: extents, tables: tables)
        var terrain = problem.terrain
        terrain.reserve(tables.map(\.span).sorted { $0.start < $1.start })
        let unit = problem.scale.pagesNoTableSplits
        MinimalWithholding.forEachTDMR(terrain, extents: draft.pageExtents(problem.scale)) { areas, groups in
            guard areas > problem.maxAreas else { return }
            let values = groups.map { group in
                weights.value(LossyCells.Group(pages: group.pages, rest: group.spans.reduce(0) { $0 + $1.count % unit }))
            }
            let order = groups.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            for i in order.prefix(areas - problem.maxAreas) { draft.withheld.append(contentsOf: groups[i].spans) }
        }
        draft.withheld.sort { $0.start < $1.start }
        draft.withholdUncovered(problem)
        return draft
    }
}
