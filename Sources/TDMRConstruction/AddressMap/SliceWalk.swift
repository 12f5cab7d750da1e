/// Collects slices from pieces of the address space, which come in ascending order.
struct SliceWalk {
    private let size: Int
    private var slices: [GranuleSlice] = []
    /// The granule being built.
    private var current: GranuleSlice?
    private var currentIsServed = false
    /// The areas of the granules since the last one with usable memory.
    private var gap = AreaCount.neutral

    /// - Parameter most: upper bound on the number of slices.
    init(size: Int, most: Int) {
        self.size = size
        slices.reserveCapacity(most)
    }

    mutating func serve(_ span: PageSpan, node: Int) {
        var position = span.start
        while position < span.end {
            let granule = position / size
            open(granule)
            let whole = position == granule * size ? (span.end - position) / size : 0
            let end = whole > 0 ? position + whole * size : min(span.end, (granule + 1) * size)
            addServed(end - position, node: node)
            if whole > 0 {
                current?.count = whole
                close()
            }
            position = end
        }
    }

    mutating func reserve(_ span: PageSpan) {
        guard span.start < span.end else { return }
        let first = span.start / size
        let last = (span.end - 1) / size
        open(first)
        current?.areas += .reserved
        guard last > first else { return }
        close()
        // Whole granules inside the span are gap. Its last granule may also hold memory.
        if last > first + 1 || span.end == (last + 1) * size { gap += .reserved }
        guard span.end < (last + 1) * size else { return }
        open(last)
        current?.areas += .reserved
    }

    mutating func finished() -> [GranuleSlice] {
        close()
        return slices
    }

    private mutating func open(_ granule: Int) {
        guard current?.start != granule else { return }
        close()
        current = GranuleSlice(start: granule, count: 1, areas: .neutral, usablePages: 0, node: nil, gap: .neutral)
        currentIsServed = false
    }

    private mutating func addServed(_ pages: Int, node: Int) {
        guard var slice = current else { return }
        slice.areas += .served
        slice.node = !currentIsServed || slice.node == node ? node : nil
        currentIsServed = true
        slice.usablePages += pages
        current = slice
    }

    /// Closes the current granule: a slice when memory in it is usable, else a part of the gap.
    private mutating func close() {
        guard var slice = current else { return }
        current = nil
        guard slice.usablePages > 0 else {
            gap += slice.areas
            return
        }
        slice.gap = gap
        gap = .neutral
        if let last = slices.last, last.isPlain, slice.isPlain, last.end == slice.start, last.node == slice.node,
            slice.node != nil
        {
            slices[slices.count - 1].count += slice.count
            slices[slices.count - 1].usablePages += slice.usablePages
        } else {
            slices.append(slice)
        }
    }
}
