extension PageRanges {
    /// Calls `body` with every pair of a range of this set and one of the other that share frames, and the frames they share, ascending.
    /// - Complexity: O(n + m).
    @inlinable public func forEachOverlap<Failure: Error>(
        with other: PageRanges, _ body: (_ index: Int, _ otherIndex: Int, _ pages: PageRange) throws(Failure) -> Void
    ) throws(Failure) {
        var (mine, theirs) = (0, 0)
        while mine < storage.count, theirs < other.storage.count {
            let pages = storage[mine].intersection(other.storage[theirs])
            if !pages.isEmpty { try body(mine, theirs, pages) }
            if storage[mine].end <= other.storage[theirs].end { mine += 1 } else { theirs += 1 }
        }
    }

    /// Calls `body` with every run of frames in `bound` that is not in the set, ascending.
    /// - Complexity: O(log n + ranges in `bound`).
    @inlinable public func forEachGap<Failure: Error>(
        in bound: PageRange, _ body: (PageRange) throws(Failure) -> Void
    ) throws(Failure) {
        var start = bound.start
        for index in indices(overlapping: bound) {
            if start < storage[index].start { try body(PageRange(start: start, end: storage[index].start)) }
            start = storage[index].end
        }
        if start < bound.end { try body(PageRange(start: start, end: bound.end)) }
    }
}
