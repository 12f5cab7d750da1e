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

    /// Calls `body` for each stretch between two neighbouring borders that some range covers, in ascending order, with the index of the range of
    /// highest priority there. `last` belongs to a range.
    /// - Complexity: O(*n* log *n*).
    static func forEachSegment<Range>(
        of ranges: [Range], first: (Range) -> UInt64, last: (Range) -> UInt64, priority: (Int, Range) -> UInt64,
        _ body: (ClosedRange<UInt64>, Int) -> Void
    ) {
        let byFirst = ranges.indices.sorted { first(ranges[$0]) < first(ranges[$1]) }
        let lasts = ranges.map(last).sorted()
        var open = Heap<Open>()
        var begun = 0
        var ended = 0
        var low: UInt64 = 0
        while ended < ranges.count {
            // Nothing is open between the last end and the next beginning.
            if begun == ended { low = first(ranges[byFirst[begun]]) }
            while begun < ranges.count, case let index = byFirst[begun], first(ranges[index]) == low {
                open.insert(Open(priority: priority(index, ranges[index]), index: index, last: last(ranges[index])))
                begun += 1
            }
            // The lowest end that is left may be that of a range not yet begun; then its beginning comes first.
            var high = lasts[ended]
            if begun < ranges.count { high = min(high, first(ranges[byFirst[begun]]) - 1) }
            while let top = open.max, top.last < low { open.removeMax() }
            if let winner = open.max { body(low ... high, winner.index) }
            while ended < ranges.count, lasts[ended] == high { ended += 1 }
            if high == .max { break }
            low = high + 1
        }
    }
}
