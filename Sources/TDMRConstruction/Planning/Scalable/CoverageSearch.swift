/// The cheapest way to cut the address space into TDMRs, exact over the given atoms: a dynamic program over atoms and TDMR counts.
///
/// Costs are compared figure by figure; each TDMR's figures add up. The PAMTs' own areas are known to it only as far as they are part of the cells.
struct CoverageSearch {
    /// Four additive figures, compared in order.
    struct Cost: Comparable, Sendable {
        var a: Int
        var b: Int
        var c: Int
        var d: Int

        static let zero = Cost(a: 0, b: 0, c: 0, d: 0)

        static func < (x: Self, y: Self) -> Bool {
            if x.a != y.a { return x.a < y.a }
            if x.b != y.b { return x.b < y.b }
            if x.c != y.c { return x.c < y.c }
            return x.d < y.d
        }

        static func + (x: Self, y: Self) -> Self { Cost(a: x.a + y.a, b: x.b + y.b, c: x.c + y.c, d: x.d + y.d) }
    }

    /// One TDMR under consideration.
    struct Interval: Sendable {
        var granules: Int
        var areas: Int
        /// Granules between its cells that hold no memory to serve.
        var bridged: Int
    }

    var atoms: [GranuleCell]
    var maxTDMRs: Int
    var maxAreas: Int
    /// Most granules of one TDMR.
    var maxGranules: Int

    /// Intervals looked at, and entries of a table, beyond which a search is given up.
    private static let budget = 20_000_000

    /// The extents of least cost, ascending; nil when the atoms cannot be covered within the limits, or are too many to search.
    /// - Parameter cost: the figures of one TDMR, nil when it is not allowed; a TDMR that holds one that is not allowed is not asked for.
    /// - Complexity: O(*n* * *w* * *k*) for *n* atoms, *w* atoms in the longest allowed TDMR and *k* TDMRs, and O(*n* * *w*) where the count does not bind.
    func extents(cost: (Interval) -> Cost?) -> [DraftPlan.Extent]? {
        guard !atoms.isEmpty else { return nil }
        var intervals = 0
        guard let free = unbounded(cost: cost, &intervals) else { return nil }
        if free.count <= maxTDMRs { return free }
        let width = min(maxTDMRs, atoms.count) + 1
        guard width > 1, max(intervals, atoms.count).multipliedReportingOverflow(by: width).partialValue <= Self.budget else { return nil }
        return bounded(width: width, cost: cost)
    }

    /// Calls `body` with each allowed interval that ends before `end`: its first atom and its cost, the shortest first.
    private func forEachInterval(endingBefore end: Int, cost: (Interval) -> Cost?, _ body: (Int, Cost) -> Void) {
        var summary = StretchSummary.neutral
        var granulesOfAtoms = 0
        var first = end - 1
        while first >= 0 {
            let atom = atoms[first]
            summary = first == end - 1 ? atom.summary : atom.summary + atoms[first + 1].gap + summary
            granulesOfAtoms += atom.count
            let granules = atoms[end - 1].end - atom.start
            guard summary.groups <= maxAreas, granules <= maxGranules,
                let figures = cost(Interval(granules: granules, areas: summary.groups, bridged: granules - granulesOfAtoms))
            else { return }
            body(first, figures)
            first -= 1
        }
    }

    private func unbounded(cost: (Interval) -> Cost?, _ intervals: inout Int) -> [DraftPlan.Extent]? {
        var best = [Cost?](repeating: nil, count: atoms.count + 1)
        var from = [Int](repeating: 0, count: atoms.count + 1)
        best[0] = .zero
        for end in 1...atoms.count {
            guard intervals <= Self.budget else { return nil }
            forEachInterval(endingBefore: end, cost: cost) { first, figures in
                intervals += 1
                guard let before = best[first] else { return }
                let total = before + figures
                if best[end].map({ total < $0 }) ?? true {
                    best[end] = total
                    from[end] = first
                }
            }
        }
        guard best[atoms.count] != nil else { return nil }
        var extents: [DraftPlan.Extent] = []
        var end = atoms.count
        while end > 0 {
            extents.append(extent(from[end], end))
            end = from[end]
        }
        return extents.reversed()
    }

    private func bounded(width: Int, cost: (Interval) -> Cost?) -> [DraftPlan.Extent]? {
        var best = [Cost?](repeating: nil, count: (atoms.count + 1) * width)
        var from = [Int](repeating: 0, count: (atoms.count + 1) * width)
        best[0] = .zero
        for end in 1...atoms.count {
            forEachInterval(endingBefore: end, cost: cost) { first, figures in
                for count in 1..<width {
                    guard let before = best[first * width + count - 1] else { continue }
                    let total = before + figures
                    let slot = end * width + count
                    if best[slot].map({ total < $0 }) ?? true {
                        best[slot] = total
                        from[slot] = first
                    }
                }
            }
        }
        var count: Int?
        for candidate in 1..<width {
            guard let total = best[atoms.count * width + candidate] else { continue }
            if let chosen = count, let other = best[atoms.count * width + chosen], !(total < other) { continue }
            count = candidate
        }
        guard var count else { return nil }
        var extents: [DraftPlan.Extent] = []
        var end = atoms.count
        while end > 0 {
            let first = from[end * width + count]
            extents.append(extent(first, end))
            end = first
            count -= 1
        }
        return extents.reversed()
    }

    private func extent(_ first: Int, _ end: Int) -> DraftPlan.Extent {
        DraftPlan.Extent(start: atoms[first].start, count: atoms[end - 1].end - atoms[first].start)
    }
}

extension CoverageSearch {
    /// The most atoms worth a search.
    private static let mostAtoms = 200_000

    /// Cells with the plain ones cut into pieces of at most `chunk` granules; the shorter rest comes first, next to the cell below. None when they would be
    /// too many to search.
    static func atoms(_ cells: [GranuleCell], chunk: Int) -> [GranuleCell] {
        let size = max(1, chunk)
        guard cells.reduce(0, { $0 + ($1.isPlain ? ($1.count - 1) / size + 1 : 1) }) <= mostAtoms else { return [] }
        var atoms: [GranuleCell] = []
        for cell in cells {
            guard cell.isPlain, cell.count > size else {
                atoms.append(cell)
                continue
            }
            var rest = cell
            var length = cell.count % size == 0 ? size : cell.count % size
            while rest.count > 0 {
                var piece = rest
                piece.count = length
                piece.usablePages = rest.usablePages / rest.count * length
                atoms.append(piece)
                rest.start += length
                rest.count -= length
                rest.usablePages -= piece.usablePages
                rest.gap = .neutral
                length = size
            }
        }
        return atoms
    }
}
