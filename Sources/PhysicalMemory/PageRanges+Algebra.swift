extension PageRanges {
    /// The frames in this set, the other, or both. - Complexity: O(n + m).
    @inlinable public func union(_ other: PageRanges) -> PageRanges {
        var union = PageRanges()
        union.reserveCapacity(storage.count + other.storage.count)
        var (mine, theirs) = (0, 0)
        while mine < storage.count || theirs < other.storage.count {
            let takesMine =
                theirs == other.storage.count
                || (mine < storage.count && storage[mine].start <= other.storage[theirs].start)
            union.append(takesMine ? storage[mine] : other.storage[theirs])
            if takesMine { mine += 1 } else { theirs += 1 }
        }
        return union
    }

    /// Adds the frames of `other`. - Complexity: O(n + m); O(m) where all of `other` lies above or touches the last range.
    @inlinable public mutating func formUnion(_ other: PageRanges) {
        if let first = other.storage.first, let last = storage.last, first.start < last.start {
            self = union(other)
        } else {
            for range in other.storage { append(range) }
        }
    }

    /// The frames in both sets. - Complexity: O(n + m).
    @inlinable public func intersection(_ other: PageRanges) -> PageRanges {
        var common = PageRanges()
        forEachOverlap(with: other) { _, _, pages in common.append(pages) }
        return common
    }

    /// The frames of the set that lie in `bound`. - Complexity: O(log n + ranges in `bound`).
    @inlinable public func intersection(_ bound: PageRange) -> PageRanges {
        var clipped = Array(storage[indices(overlapping: bound)])
        guard !clipped.isEmpty else { return PageRanges() }
        clipped[0] = clipped[0].intersection(bound)
        clipped[clipped.count - 1] = clipped[clipped.count - 1].intersection(bound)
        return PageRanges(unchecked: clipped)
    }

    /// The frames of this set that are not in the other. - Complexity: O(n + m).
    @inlinable public func subtracting(_ other: PageRanges) -> PageRanges {
        var rest = PageRanges()
        var next = 0
        for range in storage {
            while next < other.storage.count, other.storage[next].end <= range.start { next += 1 }
            var start = range.start
            // The last one that reaches into this range may reach into the next one too, so it is not passed.
            while next < other.storage.count, other.storage[next].start < range.end {
                rest.append(PageRange(start: start, end: other.storage[next].start))
                start = other.storage[next].end
                if start >= range.end { break }
                next += 1
            }
            rest.append(PageRange(start: start, end: range.end))
        }
        return rest
    }

    /// Removes the frames of `other`. - Complexity: O(n + m).
    @inlinable public mutating func subtract(_ other: PageRanges) { self = subtracting(other) }

    /// The frames of `bound` that are not in the set: its gaps there. - Complexity: O(log n + ranges in `bound`).
    @inlinable public func complement(in bound: PageRange) -> PageRanges {
        var gaps = PageRanges()
        forEachGap(in: bound) { gaps.append($0) }
        return gaps
    }

    /// Whether all frames of this set are in the other. - Complexity: O(n + m).
    @inlinable public func isSubset(of other: PageRanges) -> Bool {
        var next = 0
        return storage.allSatisfy { range in
            while next < other.storage.count, other.storage[next].end < range.end { next += 1 }
            return next < other.storage.count && other.storage[next].start <= range.start
        }
    }

    /// Whether no frame is in both sets. - Complexity: O(n + m).
    @inlinable public func isDisjoint(with other: PageRanges) -> Bool {
        var next = 0
        return storage.allSatisfy { range in
            while next < other.storage.count, other.storage[next].end <= range.start { next += 1 }
            return next == other.storage.count || other.storage[next].start >= range.end
        }
    }
}

// MARK: One range more or less

extension PageRanges {
    /// Adds the frames of `range`, joining it with what it overlaps and touches.
    /// - Complexity: O(1), amortised, where it does not start below the last range; else O(log n) to find its place and O(n) to move what is above, which
    ///   is nothing where it only makes one range longer.
    @inlinable public mutating func insert(_ range: PageRange) {
        guard !range.isEmpty else { return }
        guard let last = storage.last, range.start < last.start else { return append(range) }
        let low = storage.firstIndex(endingAtOrAbove: range.start)
        var high = low
        var joined = range
        while high < storage.count, storage[high].start <= range.end {
            joined.start = Swift.min(joined.start, storage[high].start)
            joined.end = Swift.max(joined.end, storage[high].end)
            high += 1
        }
        if high == low + 1 {
            storage[low] = joined
        } else {
            storage.replaceSubrange(low..<high, with: CollectionOfOne(joined))
        }
    }

    /// Removes the frames of `range`.
    /// - Complexity: O(log n) where it only makes one range shorter or holds no frame of the set; O(n) else.
    @inlinable public mutating func remove(_ range: PageRange) {
        let cut = indices(overlapping: range)
        guard let first = storage[cut].first, let last = storage[cut].last else { return }
        let below = PageRange(start: first.start, end: Swift.min(first.end, range.start))
        let above = PageRange(start: Swift.max(last.start, range.end), end: last.end)
        switch (below.isEmpty, above.isEmpty) {
        case (false, false) where cut.count == 1:
            storage[cut.lowerBound] = below
            storage.insert(above, at: cut.upperBound)
        case (false, false):
            storage.replaceSubrange(cut, with: [below, above])
        case (false, true):
            storage[cut.lowerBound] = below
            storage.removeSubrange(cut.lowerBound + 1..<cut.upperBound)
        case (true, false):
            storage[cut.upperBound - 1] = above
            storage.removeSubrange(cut.lowerBound..<cut.upperBound - 1)
        case (true, true):
            storage.removeSubrange(cut)
        }
    }
}
