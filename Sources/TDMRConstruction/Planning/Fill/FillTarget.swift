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
            PageSpan(start: span.start - (continuesBelow ? 1 : 0), end: span.end + (!continuesBelow && continuesAbove ? 1 : 0))
        }
    }

    var pieces: [Piece]
    /// Whether a plan needs it filled: memory of a sparse granule would be outside of all TDMRs otherwise.
    var isGranule: Bool

    var pages: Int { pieces.reduce(0) { $0 + $1.span.count } }
}

extension FillTarget {
    /// Sets of targets worth a try: only what the areas do not suffice without; sparse granules besides, few or many. And all fragments, to be filled besides.
    /// - Complexity: O(*r* + *h* + *f* log *f*) for *f* fragments and sparse granules.
    static func choices(_ problem: PlanningProblem, slices: [GranuleSlice]) -> (sets: [[FillTarget]], fragments: [FillTarget]) {
        let fragments = fragments(problem, slices: slices)
        var choices = [fragments.needed]
        for sparse in sparseGranules(problem, slices: slices) { choices.append(fragments.needed + sparse) }
        return (choices, fragments.all)
    }

    // MARK: Fragments

    /// The shortest fragments, as many in each granule as its areas exceed what a TDMR takes; and all that tables could fill.
    private static func fragments(_ problem: PlanningProblem, slices: [GranuleSlice]) -> (needed: [FillTarget], all: [FillTarget]) {
        let crowded = slices.filter { $0.areas.areas >= 2 }
        guard crowded.count <= SearchBudget.manySlices else { return ([], []) }
        let most = mostTablePages(problem, slices: slices)
        var needed: [FillTarget] = []
        var all: [FillTarget] = []
        ServedGroup.forEachTDMR(problem.map, extents: crowded.map { problem.map.pages(of: $0.range) }) { areas, groups in
            let shortest = groups.filter { $0.pages <= most }.sorted { ($0.pages, $0.first.start) < ($1.pages, $1.first.start) }
            let targets = shortest.map { group in
                FillTarget(
                    pieces: group.spans.map { Piece(span: $0, run: problem.map.runs[problem.map.index(ofRunEndingAbove: $0.start)]) }, isGranule: false)
            }
            needed += targets.prefix(max(0, areas - problem.maxAreas))
            all += targets
        }
        return (needed, all)
    }

    private static func mostTablePages(_ problem: PlanningProblem, slices: [GranuleSlice]) -> Int {
        problem.map.pamtPages(granules: slices.reduce(0) { $0 + $1.count })
    }

    // MARK: Sparse granules

    /// Sparse granules for which the tables of their own node may suffice: the sparsest, the two sparsest, and so on; and as many as fit after each of them, for the sparsest may be
    /// one that tables cannot fill to the page, or one in the middle of a stretch.
    private static func sparseGranules(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [[FillTarget]] {
        guard slices.count > 1, problem.isSmall(slices) else { return [] }
        let sparse = slices.filter { $0.count == 1 }.sorted { ($0.usablePages, $0.start) < ($1.usablePages, $1.start) }.prefix(SearchBudget.sparseGranules)
        var sets: [[FillTarget]] = []
        func add(_ granules: [Int], _ more: [FillTarget] = []) {
            let targets = granuleRanges(granules).map { FillTarget(filling: $0, of: problem.map) } + more
            if !targets.isEmpty, !sets.contains(targets) { sets.append(targets) }
        }
        for first in sparse.indices {
            var budget = TableBudget(problem, slices: slices)
            var chosen: [Int] = []
            for slice in sparse[first...] where budget.spend(slice.usablePages, on: slice.node) {
                chosen.append(slice.start)
                if first == sparse.startIndex || chosen.count == 1 { add(chosen) }
            }
            add(chosen)
            if first == sparse.startIndex { add(chosen, longRunEnds(problem, slices: slices, &budget)) }
        }
        var budget = TableBudget(problem, slices: slices)
        add([], longRunEnds(problem, slices: slices, &budget))
        return sets
    }

    /// Granules side by side as one: memory that runs from one into the next is one piece.
    private static func granuleRanges(_ granules: [Int]) -> [GranuleRange] {
        var ranges: [GranuleRange] = []
        for granule in granules.sorted() {
            if let last = ranges.last, last.end == granule { ranges[ranges.count - 1].count += 1 } else { ranges.append(GranuleRange(start: granule, count: 1)) }
        }
        return ranges
    }

    /// Whole granules at the end of each node's longest plain slice, as many as the tables left can fill: only a node of some 256 GiB has tables for one.
    private static func longRunEnds(_ problem: PlanningProblem, slices: [GranuleSlice], _ budget: inout TableBudget) -> [FillTarget] {
        problem.map.nodes.indices.compactMap { node in
            guard let longest = slices.filter({ $0.node == node && $0.isPlain }).max(by: { $0.count < $1.count }) else { return nil }
            let count = min(longest.count - 1, budget.left(on: node) / problem.map.granulePages)
            guard count > 0, budget.spend(count * problem.map.granulePages, on: node) else { return nil }
            return FillTarget(filling: GranuleRange(start: longest.end - count, count: count), of: problem.map)
        }
    }

    /// All memory of some granules.
    private init(filling granules: GranuleRange, of map: AddressMap) {
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

/// Pages of tables that may fill something: each node's own where tables are wanted at home, else all together.
private struct TableBudget {
    private var pages: [Int]
    private let isShared: Bool

    init(_ problem: PlanningProblem, slices: [GranuleSlice]) {
        isShared = problem.objective != .default
        var granules = [Int](repeating: 0, count: isShared ? 1 : problem.map.nodes.count)
        for slice in slices {
            if isShared { granules[0] += slice.count } else if let node = slice.node { granules[node] += slice.count }
        }
        pages = granules.map { problem.map.pamtPages(granules: $0) }
    }

    func left(on node: Int?) -> Int { isShared ? pages[0] : node.map { pages[$0] } ?? pages.max() ?? 0 }

    /// - Returns: false when there are not so many left.
    mutating func spend(_ count: Int, on node: Int?) -> Bool {
        guard count <= left(on: node) else { return false }
        if isShared { pages[0] -= count } else if let node { pages[node] -= count }
        return true
    }
}
