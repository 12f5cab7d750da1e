public import Algorithms

extension PageRanges {
    /// Whether `frame` is in the set. - Complexity: O(log n).
    @inlinable public func contains(_ frame: PageFrame) -> Bool { index(containing: frame) != nil }

    /// Whether all of `range` is in the set. An empty or reversed range is where its start lies in a range or at the end of one, as with
    /// `PageRange.contains`.
    /// - Complexity: O(log n).
    @inlinable public func covers(_ range: PageRange) -> Bool {
        let index = storage.firstIndex(endingAtOrAbove: range.start)
        return index < storage.count
            && storage[index].contains(PageRange(start: range.start, end: Swift.max(range.start, range.end)))
    }

    /// `Sequence.contains` would ask whether `range` is one of the set's own ranges.
    @available(*, unavailable, renamed: "covers")
    public func contains(_ range: PageRange) -> Bool { covers(range) }

    /// Whether a frame of `range` is in the set. - Complexity: O(log n).
    @inlinable public func overlaps(_ range: PageRange) -> Bool {
        let index = firstIndex(endingAbove: range.start)
        return index < storage.count && storage[index].start < range.end && !range.isEmpty
    }

    /// The place of the range that holds `frame`; nil where none does. - Complexity: O(log n).
    @inlinable public func index(containing frame: PageFrame) -> Int? {
        let index = firstIndex(endingAbove: frame)
        return index < storage.count && storage[index].start <= frame ? index : nil
    }

    /// The range that holds `frame`; nil where none does. - Complexity: O(log n).
    @inlinable public func range(containing frame: PageFrame) -> PageRange? {
        index(containing: frame).map { storage[$0] }
    }

    /// The lowest range that shares a frame with `range`, whole; nil where none does. - Complexity: O(log n); O(1) where `range` lies above the set.
    @inlinable public func firstOverlapping(_ range: PageRange) -> PageRange? {
        guard let last = storage.last, range.start < last.end, !range.isEmpty else { return nil }
        let first = storage[firstIndex(endingAbove: range.start)]
        return first.start < range.end ? first : nil
    }

    /// The places of the ranges that share a frame with `range`; where none does, the empty range of the place to insert one.
    /// - Complexity: O(log n).
    @inlinable public func indices(overlapping range: PageRange) -> Range<Int> {
        let low = firstIndex(endingAbove: range.start)
        guard !range.isEmpty else { return low..<low }
        return low..<storage[low...].firstIndex(startingAtOrAbove: range.end)
    }

    /// The ranges that share a frame with `range`, whole. - Complexity: O(log n).
    @inlinable public func overlapping(_ range: PageRange) -> ArraySlice<PageRange> {
        storage[indices(overlapping: range)]
    }

    /// The longest range, the lowest of several; nil for no frames. - Complexity: O(n).
    @inlinable public var longest: PageRange? { storage.max { $0.count < $1.count } }
}

/// Searches of ranges that ascend: no start and no end lies below the one before. They may touch, as TDMRs do.
extension RandomAccessCollection<PageRange> {
    /// The place of the first range that ends above `frame`, the only one that can hold it where ranges are disjoint; `endIndex` where there is none.
    /// - Complexity: O(log n).
    @inlinable public func firstIndex(endingAbove frame: PageFrame) -> Index { partitioningIndex { $0.end > frame } }

    /// The place of the first range that ends at or above `frame`, the first that a range starting there could touch; `endIndex` where there is none.
    /// - Complexity: O(log n).
    @inlinable public func firstIndex(endingAtOrAbove frame: PageFrame) -> Index {
        partitioningIndex { $0.end >= frame }
    }

    /// The place of the first range that starts at or above `frame`; `endIndex` where there is none. - Complexity: O(log n).
    @inlinable public func firstIndex(startingAtOrAbove frame: PageFrame) -> Index {
        partitioningIndex { $0.start >= frame }
    }
}

/// Searches of regions that ascend: no start and no end lies below the one before. They may touch, as memlist entries do.
extension RandomAccessCollection<MemoryRegion> {
    /// The place of the first region that ends above `frame`, the only one that can hold it where regions are disjoint; `endIndex` where there is none.
    /// - Complexity: O(log n).
    @inlinable public func firstIndex(endingAbove frame: PageFrame) -> Index { partitioningIndex { $0.end > frame } }

    /// The place of the first region that starts at or above `frame`; `endIndex` where there is none. - Complexity: O(log n).
    @inlinable public func firstIndex(startingAtOrAbove frame: PageFrame) -> Index {
        partitioningIndex { $0.start >= frame }
    }
}

extension RandomAccessCollection<MemoryRegion> where Index == Int {
    /// The same, where no region before the place `first` ends above `frame`: looks 1, 2, 4... places ahead, then searches the last of these steps. For walks
    /// that pass few regions or many at a time.
    /// - Complexity: O(log d) for a place d behind `first`.
    @inlinable public func firstIndex(endingAbove frame: PageFrame, from first: Int) -> Int {
        var low = first
        var probe = first
        while probe < endIndex, self[probe].end <= frame {
            low = probe + 1
            probe += low - first
        }
        return (low..<Swift.min(probe, endIndex)).partitioningIndex { self[$0].end > frame }
    }
}
