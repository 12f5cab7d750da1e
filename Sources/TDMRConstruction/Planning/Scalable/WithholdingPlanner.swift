/// Plans machines that cannot be served whole: the least withheld that a coverage by itself finds, made less by laying tables into what is withheld.
/// A plan may turn out to withhold nothing, when tables fill every gap to the page.
struct WithholdingPlanner {
    let problem: PlanningProblem
    let objective: PlanObjective

    private static let manyRuns = 100_000

    func plan() -> DraftPlan? {
        var best: (rank: PlanRank, draft: DraftPlan)?
        func consider(_ draft: DraftPlan?) {
            guard var draft else { return }
            if draft.withheld.isEmpty { draft.withholdUncovered(problem) }
            guard let figures = draft.figures(problem) else { return }
            let rank = objective.rank(figures)
            if best.map({ rank < $0.rank }) ?? true { best = (rank, draft) }
        }
        // Tables at home are also the quickest, anywhere they fit best. With very many runs there is room for them at home.
        let homes = objective == .default && problem.terrain.runs.count > Self.manyRuns ? [true] : [true, false]
        for most in largestTDMRs() {
            let cells = WithholdingCoverage.LossyCell.make(problem, chunk: most)
            let coverage = WithholdingCoverage(
                problem: problem, atoms: cells, mostAtoms: cells.count <= 256 ? cells.count : cells.count <= 8192 ? 48 : 12, maxGranules: most)
            guard let extents = coverage.extents() else { continue }
            // More TDMRs of the same memory take no more areas each, are quicker, and have more small tables to fill fragments with.
            let split = EvenCoverage.split(extents, most: problem.maxTDMRs)
            for extents in split == extents ? [extents] : [extents, split] {
                for prefersHome in homes { consider(plan(extents, prefersHome: prefersHome)) }
            }
            // With very many runs there are more gaps than tables.
            guard problem.terrain.runs.count <= Self.manyRuns else { continue }
            for splitsEvenly in [false, true] {
                consider(GapFilling.plan(problem, extents: extents, splitsEvenly: splitsEvenly, prefersHome: objective == .default))
            }
        }
        return best?.draft
    }

    /// Closes the shortest groups of crowded TDMRs and gives the tables what is closed or left outside.
    func plan(_ extents: [DraftPlan.Extent], prefersHome: Bool) -> DraftPlan? {
        var draft = DraftPlan(extents: extents)
        let closings = MinimalWithholding.closings(
            problem.terrain, extents: draft.pageExtents(problem.scale), maxAreas: problem.maxAreas)
        draft.withheld = closings.flatMap(\.spans)
        draft.withholdUncovered(problem)
        guard let tables = TablePlacer.place(problem, extents: extents, pools: [], closed: draft.withheld, prefersHome: prefersHome) else { return nil }
        draft.tables = tables
        draft.withheld = Self.subtract(tables.map(\.span).sorted { $0.start < $1.start }, from: draft.withheld)
        return draft
    }

    private static func subtract(_ taken: [PageSpan], from spans: [PageSpan]) -> [PageSpan] {
        var left: [PageSpan] = []
        var next = 0
        for span in spans {
            var position = span.start
            while next < taken.count, taken[next].end <= position { next += 1 }
            var i = next
            while i < taken.count, taken[i].start < span.end {
                if taken[i].start > position { left.append(PageSpan(start: position, end: taken[i].start)) }
                position = max(position, taken[i].end)
                i += 1
            }
            if position < span.end { left.append(PageSpan(start: position, end: span.end)) }
        }
        return left
    }

    /// Bounds on a TDMR's granules worth a try: what the longest run can hold the tables of, and runs further down, since every TDMR needs one.
    private func largestTDMRs() -> [Int] {
        var runs = Longest<Int>(problem.maxTDMRs)
        for run in problem.terrain.runs { runs.insert(run.count) }
        let longest = runs.sorted()
        // With very many runs only the bound with which every TDMR finds a run is worth its time.
        let picks = problem.terrain.runs.count > Self.manyRuns ? [longest.count - 1] : [0, longest.count / 8, longest.count / 2, longest.count - 1]
        return Set(picks.compactMap { i in
            longest.indices.contains(i) ? ScalableCoverage.granules(withTablesOfAtMost: longest[i], scale: problem.scale) : nil
        }.filter { $0 > 0 }).sorted()
    }
}
