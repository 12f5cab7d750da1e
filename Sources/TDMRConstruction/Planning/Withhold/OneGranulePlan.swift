import TDXModule

/// The smallest kind of plan: one TDMR of one granule that serves something, with all other memory withheld.
///
/// Lemma: where no such plan exists, there is no plan at all.
/// Assumes: a table lies in one run, and a table of fewer granules has no more pages.
/// Proof: of any plan, keep a TDMR and one granule of it that serves something, shorten its tables in their places, drop the other TDMRs and withhold what is left. The granule
/// demands no more areas than its TDMR did. Of what it serves one page suffices: with two areas any page; with one, the first page before all reserved pieces or the last behind
/// them; without an area all of it is served.
/// Tested by: `PlannerTests`, against a search of all plans; `WithholdingTests`, on machines of the module's scale.
struct OneGranulePlan {
    /// A granule, and those of its pages that no table may take.
    private struct Site {
        var granule: Int
        var kept: PageSpan
        /// Pages that can be served without another area.
        var pages: Int
    }

    let problem: PlanningProblem
    private let tables: [(level: PAMTLevel, pages: Int)]
    /// The longest runs, longest first: as many as may be needed to place the tables.
    private let runs: [AddressMap.Run]

    init(_ problem: PlanningProblem) {
        self.problem = problem
        tables = PAMTLevel.allCases.map { ($0, problem.map.tablePages($0, granules: 1)) }.filter { $0.1 > 0 }.sorted {
            $0.1 > $1.1
        }
        // With an area only one page must stay free of tables, which makes at most one run unusable. Without an area a whole granule must stay free, which may
        // make any number of runs unusable.
        var longest = Longest<AddressMap.Run>(problem.maxAreas > 0 ? tables.count + 1 : problem.map.runs.count)
        for run in problem.map.runs { longest.insert(run, length: run.count) }
        runs = longest.sorted()
    }

    /// - Complexity: O(*r* log *r* + *h*).
    func plan() -> PlanDraft? {
        guard problem.maxTDMRs > 0 else { return nil }
        // With two areas any page can be served by itself.
        guard problem.maxAreas < 2 else {
            return tablesPlaced(avoiding: nil).flatMap { plan($0, granule: bestGranule(beside: $0)) }
        }
        for site in sites().sorted(by: { ($0.pages, $1.granule) > ($1.pages, $0.granule) }) {
            if let placed = tablesPlaced(avoiding: site.kept), let found = plan(placed, granule: site.granule) {
                return found
            }
        }
        return nil
    }

    /// Whether the tables of one granule fit into the runs.
    var tablesFit: Bool { tablesPlaced(avoiding: nil) != nil }
    /// Whether a granule could serve something if the tables lay elsewhere.
    var hasSite: Bool { problem.maxAreas >= 2 || !sites().isEmpty }

    private func plan(_ tables: [PlacedTable], granule: Int?) -> PlanDraft? {
        guard let granule else { return nil }
        let draft = PlanDraft.closing(problem, extents: [GranuleRange(start: granule, count: 1)], tables: tables)
        return draft.figures(problem) != nil ? draft : nil
    }

    /// Each granule with the pages that must stay free of tables so that it can serve something: with one area, the first page if no hole lies before it, or
    /// the last page if none lies behind it; without an area, the whole granule.
    private func sites() -> [Site] {
        let size = problem.map.granulePages
        let runs = problem.map.runs
        var run = 0
        var sites: [Site] = []
        FragmentedSlices(problem, longestPlain: 1).forEach { slice in
            let granule = PageSpan(start: slice.start * size, end: slice.end * size)
            while runs[run].end <= granule.start { run += 1 }
            let first = max(granule.start, runs[run].start)
            while run + 1 < runs.count, runs[run + 1].start < granule.end { run += 1 }
            let last = min(granule.end, runs[run].end) - 1
            if problem.maxAreas == 0 {
                if !slice.hasReserved { sites.append(Site(granule: slice.start, kept: granule, pages: slice.head)) }
                return
            }
            if slice.head > 0 {
                sites.append(
                    Site(granule: slice.start, kept: PageSpan(start: first, end: first + 1), pages: slice.head))
            }
            // Without holes the area may begin with the granule as well as end with it.
            let behind = slice.hasReserved ? slice.tail : slice.head
            if behind > 0 {
                sites.append(Site(granule: slice.start, kept: PageSpan(start: last, end: last + 1), pages: behind))
            }
        }
        return sites
    }

    /// Places for the tables; nil when there are none. If the tables have places at all, they have places in the longest runs.
    private func tablesPlaced(avoiding kept: PageSpan?) -> [PlacedTable]? {
        var pieces: [PageSpan] = []
        var whole = 0
        for run in runs where whole < tables.count {
            guard let kept, run.start < kept.end, kept.start < run.end else {
                pieces.append(PageSpan(start: run.start, end: run.end))
                whole += 1
                continue
            }
            if run.start < kept.start { pieces.append(PageSpan(start: run.start, end: kept.start)) }
            if kept.end < run.end { pieces.append(PageSpan(start: kept.end, end: run.end)) }
        }
        var placed: [PlacedTable] = []
        func place(_ index: Int) -> Bool {
            guard index < tables.count else { return true }
            let pages = tables[index].pages
            // From the shortest run on: the longest is best kept for served memory.
            for i in pieces.indices.reversed() where pieces[i].count >= pages {
                placed.append(
                    PlacedTable(
                        owner: 0, level: tables[index].level,
                        span: PageSpan(start: pieces[i].start, end: pieces[i].start + pages)))
                pieces[i].start += pages
                if place(index + 1) { return true }
                pieces[i].start -= pages
                placed.removeLast()
            }
            return false
        }
        return place(0) ? placed : nil
    }

    /// The granule that serves most with the tables in these places.
    private func bestGranule(beside tables: [PlacedTable]) -> Int? {
        var problem = problem
        problem.map = problem.map.reserving(tables.map(\.span).sorted { $0.start < $1.start })
        let slices = FragmentedSlices(problem, longestPlain: 1)
        let coverage = WithholdingCoverage(
            problem, slices: slices, weights: .all, scope: WithholdingCoverage.Scope(tdmrs: 1, granules: 1)
        ) { _ in 0 }
        return coverage.solve().lazy.flatMap(coverage.extents).first?.extent.start
    }
}
