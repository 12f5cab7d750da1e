import Algorithms

extension PageSpan {
    /// The spans in ascending order, with touching and overlapping ones joined.
    /// - Parameter spans: ascending by start.
    static func joined(_ spans: [PageSpan]) -> [PageSpan] {
        joined(spans, [])
    }

    /// The spans of both lists in ascending order, with touching and overlapping ones joined.
    /// - Parameters: each list ascending by start.
    static func joined(_ one: [PageSpan], _ other: [PageSpan]) -> [PageSpan] {
        var joined: [PageSpan] = []
        joined.reserveCapacity(one.count + other.count)
        forEachJoined(one, other) { joined.append($0) }
        return joined
    }

    /// Calls `body` with each span that `joined` would return, without building that list.
    static func forEachJoined(_ one: [PageSpan], _ other: [PageSpan], _ body: (PageSpan) -> Void) {
        var open: PageSpan?
        var (i, j) = (0, 0)
        while i < one.count || j < other.count {
            let takesOne = j == other.count || i < one.count && one[i].start <= other[j].start
            let span = takesOne ? one[i] : other[j]
            if takesOne { i += 1 } else { j += 1 }
            if let last = open, span.start <= last.end {
                open?.end = max(last.end, span.end)
            } else {
                if let open { body(open) }
                open = span
            }
        }
        if let open { body(open) }
    }
}
