/// The cheapest way to cut the address space into TDMRs, exact over the given slices: a dynamic program over slices and numbers of TDMRs.
///
/// The cost of a coverage is the sum of its TDMRs' costs, compared figure by figure. Areas for PAMTs count only where the slices include them.
struct CoverProgram {
    /// Four additive figures, compared in order.
    struct Cost: Comparable, Sendable {
        var figures: SIMD4<Int>

        init(_ a: Int, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0) { figures = SIMD4(a, b, c, d) }

        static func < (x: Self, y: Self) -> Bool {
            for i in 0..<4 where x.figures[i] != y.figures[i] { return x.figures[i] < y.figures[i] }
            return false
        }

        static func + (x: Self, y: Self) -> Self {
            var sum = x
            sum.figures &+= y.figures
            return sum
        }
    }

    /// One TDMR under consideration.
    struct Interval: Sendable {
        var granules: Int
        var areas: Int
        /// Granules between its slices that hold no usable memory.
        var bridged: Int
    }

    var slices: [GranuleSlice]
    var maxTDMRs: Int
    var maxAreas: Int
    /// Most granules of one TDMR.
    var maxGranules: Int

    /// The extents of least cost, ascending; nil when the slices cannot be covered within the limits, or are too many to search.
    /// - Parameter cost: the figures of one TDMR; nil when the TDMR is not allowed. Then no longer TDMR with the same end is considered.
    /// - Complexity: O(*n* * *w* * *k*) for *n* slices, *w* slices in the longest allowed TDMR and *k* TDMRs, and O(*n* * *w*) where their number does not
    ///   bind.
    func extents(cost: (Interval) -> Cost?) -> [GranuleRange]? {
        guard !slices.isEmpty else { return nil }
        var intervals = 0
        guard let free = unbounded(cost: cost, &intervals) else { return nil }
        if free.count <= maxTDMRs { return free }
        let width = min(maxTDMRs, slices.count) + 1
        guard width > 1, max(intervals, slices.count) <= SearchBudget.coverIntervals / width
        else { return nil }
        return bounded(width: width, cost: cost)
    }

    /// Calls `body` with each allowed interval whose last slice is the one before `end`, the shortest first: its first slice and its cost.
    private func forEachInterval(endingBefore end: Int, cost: (Interval) -> Cost?, _ body: (Int, Cost) -> Void) {
        var areas = AreaCount.neutral
        var granulesOfSlices = 0
        var first = end - 1
        while first >= 0 {
            let slice = slices[first]
            areas = first == end - 1 ? slice.areas : slice.areas + slices[first + 1].gap + areas
            granulesOfSlices += slice.count
            let granules = slices[end - 1].end - slice.start
            guard areas.areas <= maxAreas, granules <= maxGranules,
                let figures = cost(
                    Interval(granules: granules, areas: areas.areas, bridged: granules - granulesOfSlices))
            else { return }
            body(first, figures)
            first -= 1
        }
    }

    private func unbounded(cost: (Interval) -> Cost?, _ intervals: inout Int) -> [GranuleRange]? {
        var best = [Cost?](repeating: nil, count: slices.count + 1)
        var from = [Int](repeating: 0, count: slices.count + 1)
        best[0] = Cost(0)
        for end in 1...slices.count {
            guard intervals <= SearchBudget.coverIntervals else { return nil }
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
        guard best[slices.count] != nil else { return nil }
        var extents: [GranuleRange] = []
        var end = slices.count
        while end > 0 {
            extents.append(extent(from[end], end))
            end = from[end]
        }
        return extents.reversed()
    }

    private func bounded(width: Int, cost: (Interval) -> Cost?) -> [GranuleRange]? {
        var best = [Cost?](repeating: nil, count: (slices.count + 1) * width)
        var from = [Int](repeating: 0, count: (slices.count + 1) * width)
        best[0] = Cost(0)
        for end in 1...slices.count {
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
        let last = best[(slices.count * width)...]
        var cheapest: (cost: Cost, count: Int)?
        for count in 1..<width {
            guard let cost = last[slices.count * width + count] else { continue }
            if cheapest.map({ cost < $0.cost }) ?? true { cheapest = (cost, count) }
        }
        guard var count = cheapest?.count else { return nil }
        var extents: [GranuleRange] = []
        var end = slices.count
        while end > 0 {
            let first = from[end * width + count]
            extents.append(extent(first, end))
            end = first
            count -= 1
        }
        return extents.reversed()
    }

    private func extent(_ first: Int, _ end: Int) -> GranuleRange {
        GranuleRange(start: slices[first].start, count: slices[end - 1].end - slices[first].start)
    }
}

extension CoverProgram {
    /// The slices, with plain ones cut into pieces of at most `granules` granules. A shorter remainder comes first, next to the slice below.
    /// nil when there would be too many pieces to search.
    static func pieces(_ slices: [GranuleSlice], granules: Int) -> [GranuleSlice]? {
        let size = max(1, granules)
        guard slices.reduce(0, { $0 + ($1.isPlain ? ($1.count - 1) / size + 1 : 1) }) <= SearchBudget.coverPieces else {
            return nil
        }
        return slices.flatMap { slice -> [GranuleSlice] in
            guard slice.isPlain, slice.count > size else { return [slice] }
            let pagesOfGranule = slice.usablePages / slice.count
            var start = slice.start
            var length = (slice.count - 1) % size + 1
            var pieces: [GranuleSlice] = []
            while start < slice.end {
                var piece = slice
                piece.start = start
                piece.count = length
                piece.usablePages = pagesOfGranule * length
                if start > slice.start { piece.gap = .neutral }
                pieces.append(piece)
                start += length
                length = size
            }
            return pieces
        }
    }
}
