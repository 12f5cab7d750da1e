import PhysicalMemory

/// A set of page frames as ascending, disjoint runs that do not touch.
struct OccupiedFrames {
    private(set) var runs: [PageRange] = []

    /// The lowest run that shares a frame with `range`. - Complexity: O(log n).
    func firstOverlapping(_ range: PageRange) -> PageRange? {
        let index = firstIndex(endingAbove: range.start)
        return index < runs.count && runs[index].start < range.end ? runs[index] : nil
    }

    /// Adds `range`. - Complexity: O(log n) where it lies above or touches what is there already; O(n) else.
    mutating func insert(_ range: PageRange) {
        guard !range.isEmpty else { return }
        // A run that only touches is joined too.
        let low = range.start.rawValue == 0 ? 0 : firstIndex(endingAbove: range.start - 1)
        var high = low
        var joined = range
        while high < runs.count, runs[high].start <= range.end {
            joined.start = min(joined.start, runs[high].start)
            joined.end = max(joined.end, runs[high].end)
            high += 1
        }
        if high == low + 1 { runs[low] = joined } else { runs.replaceSubrange(low..<high, with: CollectionOfOne(joined)) }
    }

    /// The first run whose end lies above `frame`; `runs.count` when there is none.
    private func firstIndex(endingAbove frame: PageFrame) -> Int {
        guard let last = runs.last, last.end > frame else { return runs.count }
        var low = 0
        var high = runs.count - 1
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].end > frame { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
