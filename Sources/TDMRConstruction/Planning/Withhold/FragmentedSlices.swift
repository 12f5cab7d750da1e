import PhysicalMemory

/// All memory as slices of whole granules, from which TDMRs are made when not all memory can be served. Each slice has its memory in fragments: before the
/// first reserved piece, between two, and behind the last. Slices are made one after the other and not stored: there may be millions.
struct FragmentedSlices: Sendable {
    /// Memory between two reserved pieces of one slice.
    struct Fragment: Sendable {
        var pages: Int
        /// Pages that remain when 4K tables take as many as possible.
        var rest: Int
    }

    struct Slice: Sendable {
        /// The first granule, and how many.
        var start: Int
        var count: Int
        /// Pages before the first reserved piece (all pages when there is none), and behind the last.
        var head: Int
        var tail: Int
        /// The fragments between reserved pieces.
        var inner: [Fragment] = []
        var hasReserved: Bool
        /// Whether a reserved piece lies between the slice before and this one.
        var gapIsReserved: Bool

        var end: Int { start + count }
    }

    private let problem: PlanningProblem
    private let longestPlain: Int

    /// - Parameter longestPlain: the most granules of a slice. Only granules that one run fills whole are joined to a slice.
    init(_ problem: PlanningProblem, longestPlain: Int) {
        self.problem = problem
        self.longestPlain = longestPlain
    }

    /// Slices for TDMRs of at most `maxGranules` granules. Where that limit binds, granules that one run fills whole are joined only to slices that are short
    /// compared with it.
    init(_ problem: PlanningProblem, maxGranules: Int) {
        self.init(
            problem,
            longestPlain: maxGranules >= problem.map.granulesSpanned
                ? .max : max(1, maxGranules / SearchBudget.plainSlicesInTDMR))
    }

    /// Upper bounds on the numbers of slices and of their fragments.
    var mostSlices: Int { problem.map.granulesSpanned }
    var mostFragments: Int { problem.map.mustReserve.count }

    /// The number of slices.
    /// - Complexity: that of `forEach`.
    func count() -> Int {
        var count = 0
        forEach { _ in count += 1 }
        return count
    }

    /// Calls `body` with each slice, ascending.
    /// - Complexity: O(*r* + *h* + *n*) for *n* slices.
    func forEach(_ body: (Slice) -> Void) {
        let size = problem.map.granulePages
        let reserved = problem.map.mustReserve
        var walk = FragmentedSliceWalk(size: size, unit: problem.map.pagesNoTableSplits)
        var piece = 0
        for run in problem.map.runs {
            var beginsBehindReserved = false
            while piece < reserved.count, reserved[piece].start < run.start {
                walk.close(reserved: reserved[piece])
                beginsBehindReserved = (reserved[piece].end - 1) / size == run.start / size
                piece += 1
            }
            add(run, isBehindReserved: beginsBehindReserved, to: &walk, body)
        }
        while piece < reserved.count, let last = walk.slice, reserved[piece].start < last.end * size {
            walk.close(reserved: reserved[piece])
            piece += 1
        }
        if let last = walk.slice { body(last) }
    }

    /// Adds a run to the slice that it begins in, and the slices that begin in it.
    /// - Parameter isBehindReserved: whether a reserved piece ends in the run's first granule.
    private func add(
        _ run: AddressMap.Run, isBehindReserved: Bool, to walk: inout FragmentedSliceWalk, _ body: (Slice) -> Void
    ) {
        let size = problem.map.granulePages
        var position = walk.extend(run)
        while position < run.end {
            let granule = position / size
            let whole = position == granule * size ? min(longestPlain, (run.end - position) / size) : 0
            let end = min(run.end, (granule + max(1, whole)) * size)
            let done = walk.begin(
                PageSpan(start: position, end: end), count: max(1, whole),
                isBehindReserved: isBehindReserved && position == run.start, isRunsEnd: end == run.end)
            if let done { body(done) }
            position = end
        }
    }
}
