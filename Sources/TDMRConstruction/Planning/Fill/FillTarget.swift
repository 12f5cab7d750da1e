/// Usable memory that tables are to fill to the last page: a fragment between two pieces that must be reserved, which then share an area; or all memory of a sparse
/// granule, which then needs no TDMR.
struct FillTarget: Hashable, Sendable {
    /// A part of one run.
    struct Piece: Hashable, Sendable {
        var span: PageSpan
        /// The run that it is a part of.
        var run: AddressMap.Run
        /// Whether tables may reach over the span's start or end into more memory of the same run, which a TDMR serves. Where neither, tables must add up to the page.
        var continuesBelow = false
        var continuesAbove = false

        /// The node's number.
        var node: Int { run.node }

        var isExact: Bool { !continuesBelow && !continuesAbove }

        /// The span with the page beyond it that tables reaching over its border take at least.
        var reaching: PageSpan {
            PageSpan(
                start: span.start - (continuesBelow ? 1 : 0),
                end: span.end + (!continuesBelow && continuesAbove ? 1 : 0))
        }

        /// Whether a table for it may lie there: inside its run, apart from those that are placed.
        func admits(_ table: PageSpan, beside placed: [PlacedTable]) -> Bool {
            run.span.contains(table) && !placed.contains { $0.span.overlaps(table) }
        }
    }

    var pieces: [Piece]
    /// Whether a plan needs it filled: memory of a sparse granule would be outside of all TDMRs otherwise.
    var isGranule: Bool

    var pages: Int { pieces.reduce(0) { $0 + $1.span.count } }
}

extension FillTarget {
    /// Sets of targets worth a try: only what the areas do not suffice without; granules besides. And fragments to be filled besides: all, and the shortest that tables suffice for.
    /// - Complexity: O(*r* + *h* + *f* log *f*) for *f* fragments and sparse granules.
    static func choices(_ problem: PlanningProblem, slices: [GranuleSlice]) -> (
        sets: [[FillTarget]], fragments: [[FillTarget]]
    ) {
        let fragments = fragments(problem, slices: slices)
        var choices = [fragments.needed]
        for granules in granuleSets(problem, slices: slices) { choices.append(fragments.needed + granules) }
        var budget = TableBudget(problem, slices: slices)
        let shortest = fragments.all.sorted { $0.pages < $1.pages }.prefix { fragment in
            fragment.pieces.allSatisfy { budget.spend($0.span.count, on: $0.node) }
        }
        return (choices, Array([fragments.all, Array(shortest)].filter { !$0.isEmpty }.uniqued()))
    }

    // MARK: Fragments

    /// The shortest fragments, as many in each granule as its areas exceed what a TDMR takes; and all that tables could fill.
    private static func fragments(_ problem: PlanningProblem, slices: [GranuleSlice]) -> (
        needed: [FillTarget], all: [FillTarget]
    ) {
        let crowded = slices.filter { $0.areas.areas >= 2 }
        guard crowded.count <= SearchBudget.manySlices else { return ([], []) }
        let most = mostTablePages(problem, slices: slices)
        var needed: [FillTarget] = []
        var all: [FillTarget] = []
        ServedFragment.forEachTDMR(problem.map, extents: crowded.map { problem.map.pages(of: $0.range) }) {
            areas, served in
            let shortest = served.filter { $0.pages <= most }.sorted {
                ($0.pages, $0.first.start) < ($1.pages, $1.first.start)
            }
            let targets = shortest.map { fragment in
                FillTarget(
                    pieces: fragment.spans.map {
                        Piece(span: $0, run: problem.map.runs[problem.map.index(ofRunEndingAbove: $0.start)])
                    }, isGranule: false)
            }
            needed += targets.prefix(max(0, areas - problem.maxAreas))
            all += targets
        }
        return (needed, all)
    }

    private static func mostTablePages(_ problem: PlanningProblem, slices: [GranuleSlice]) -> Int {
        problem.map.pamtPages(granules: slices.granules)
    }

    /// All memory of some granules.
    init(filling granules: GranuleRange, of map: AddressMap) {
        let pages = map.pages(of: granules)
        var pieces: [Piece] = []
        for run in map.runs[map.index(ofRunEndingAbove: pages.start)...] {
            guard run.start < pages.end else { break }
            pieces.append(
                Piece(
                    span: PageSpan(start: max(run.start, pages.start), end: min(run.end, pages.end)), run: run,
                    continuesBelow: run.start < pages.start, continuesAbove: run.end > pages.end))
        }
        self.init(pieces: pieces, isGranule: true)
    }
}
