import PhysicalMemory

/// Builds the slices of `FragmentedSlices` one after the other.
struct FragmentedSliceWalk {
    let size: Int
    /// The size of every 4K table is a multiple of this many pages.
    let unit: Int
    private(set) var slice: FragmentedSlices.Slice?
    private var gapIsReserved = false
    /// Pages of the slice's tail that no 4K table can take.
    private var tailRest = 0

    init(size: Int, unit: Int) {
        self.size = size
        self.unit = unit
    }

    /// Adds the part of a run that lies in the slice.
    /// - Returns: the page at which the rest of the run begins.
    mutating func extend(_ run: AddressMap.Run) -> Int {
        guard let end = slice.map({ $0.end * size }), end > run.start else { return run.start }
        let pages = min(run.end, end) - run.start
        if slice?.hasReserved == true { slice?.tail += pages } else { slice?.head += pages }
        if run.end <= end { tailRest += pages % unit }
        return run.start + pages
    }

    /// Begins a slice with a piece of a run.
    /// - Returns: the slice before it, which is complete.
    mutating func begin(_ span: PageSpan, count: Int, isBehindReserved: Bool, isRunsEnd: Bool) -> FragmentedSlices
        .Slice?
    {
        defer {
            slice = FragmentedSlices.Slice(
                start: span.start / size, count: count, head: isBehindReserved ? 0 : span.count,
                tail: isBehindReserved ? span.count : 0, hasReserved: isBehindReserved, gapIsReserved: gapIsReserved)
            gapIsReserved = false
            tailRest = isBehindReserved && isRunsEnd ? span.count % unit : 0
        }
        return slice
    }

    /// Ends the slice's tail at the start of a reserved piece.
    mutating func close(reserved: PageSpan) {
        guard var closed = slice, closed.end > reserved.start / size else {
            gapIsReserved = true
            return
        }
        slice = nil
        if closed.hasReserved, closed.tail > 0 {
            closed.inner.append(FragmentedSlices.Fragment(pages: closed.tail, rest: tailRest))
            closed.tail = 0
        }
        closed.hasReserved = true
        tailRest = 0
        if reserved.end > closed.end * size { gapIsReserved = true }
        slice = closed
    }
}
