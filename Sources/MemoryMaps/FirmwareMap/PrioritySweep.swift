import HeapModule

/// Splits the addresses that overlapping ranges cover into segments, each with the range that wins there.
enum PrioritySweep {
    /// An open range, ordered by its priority.
    private struct Open: Comparable {
        var priority: UInt64
        var index: Int
        var last: UInt64

        static func < (a: Self, b: Self) -> Bool { a.priority < b.priority }
    }

    private struct Item {
        var first: UInt64
        var open: Open
    }

    /// Calls `body` for each stretch between two neighbouring borders that some range covers, in ascending order, with the index of the range of
    /// highest priority there. `last` belongs to a range.
    /// - Complexity: O(*n* log *n*).
    static func forEachSegment<Range>(
        of ranges: [Range], first: (Range) -> UInt64, last: (Range) -> UInt64, priority: (Int, Range) -> UInt64,
        _ body: (ClosedRange<UInt64>, Int) -> Void
    ) {
        let items = ranges.enumerated()
            .map { Item(first: first($1), open: Open(priority: priority($0, $1), index: $0, last: last($1))) }
            .sorted { $0.first < $1.first }
        let lasts = ranges.map(last).sorted()
        var open = Heap<Open>()
        var begun = 0
        var ended = 0
        var low: UInt64 = 0
        while ended < items.count {
            // Nothing is open between the last end and the next beginning.
            if begun == ended { low = items[begun].first }
            while begun < items.count, items[begun].first == low {
                open.insert(items[begun].open)
                begun += 1
            }
            // The lowest remaining end may be that of a range not yet begun; then its beginning comes first.
            var high = lasts[ended]
            if begun < items.count { high = min(high, items[begun].first - 1) }
            while let top = open.max, top.last < low { open.removeMax() }
            if let winner = open.max { body(low...high, winner.index) }
            while ended < items.count, lasts[ended] == high { ended += 1 }
            if high == .max { break }
            low = high + 1
        }
    }
}
