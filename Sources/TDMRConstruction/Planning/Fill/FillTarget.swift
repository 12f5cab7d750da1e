/// Usable memory that tables are to fill to the last page: a fragment between two pieces that must be reserved, which then share an area; or all memory of
/// some granules, which then need no TDMR.
struct FillTarget: Hashable, Sendable {
    /// A part of one run.
    struct Piece: Hashable, Sendable {
        var span: PageSpan
        /// The run that it is a part of.
        var run: AddressMap.Run
        /// Whether the run continues below or above the span in memory that a TDMR serves: tables may then reach over that end. If neither, the tables must add
        /// up to the span exactly.
        var continuesBelow = false
        var continuesAbove = false

        /// The node's number.
        var node: Int { run.node }

        var isExact: Bool { !continuesBelow && !continuesAbove }

        /// The span and one page beyond each open end: the least that a table takes that reaches over that end.
        var reaching: PageSpan {
            PageSpan(
                start: span.start - (continuesBelow ? 1 : 0),
                end: span.end + (!continuesBelow && continuesAbove ? 1 : 0))
        }

        /// Whether a table for this piece may have these pages: inside its run, and clear of the tables placed already.
        func admits(_ table: PageSpan, beside placed: [PlacedTable]) -> Bool {
            run.span.contains(table) && !placed.contains { $0.span.overlaps(table) }
        }
    }

    var pieces: [Piece]
    /// Whether it consists of whole granules. A plan must then fill it, because no TDMR covers it.
    var isGranule: Bool

    var pages: Int { pieces.reduce(0) { $0 + $1.span.count } }
}

extension FillTarget {
    /// `sets`: sets of targets worth a try: the fragments that must be filled because there are too few areas, alone and with each set of granules.
    /// `fragments`: sets of fragments to fill in addition: all of them, and the shortest ones that tables suffice for.
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

    /// `needed`: the shortest fragments, in each granule as many as the areas that it has too many for a TDMR. `all`: all that tables could fill.
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
