extension PageRanges {
    /// A violation of the invariants of the set.
    public enum Violation: Hashable, Sendable {
        /// The range is empty or reversed.
        case empty(PageRange)
        /// The second starts below the first one's end.
        case overlapOrDescend(PageRange, PageRange)
        /// The second starts where the first ends: they must be one.
        case touch(PageRange, PageRange)
    }

    /// The first violation of the set; always nil, unless it was made of unchecked ranges.
    /// - Complexity: O(n).
    public func firstViolation() -> Violation? { Self.firstViolation(of: storage) }

    /// The first violation of the invariants in `ranges`; nil where they ascend, are disjoint, not empty and do not touch.
    /// - Complexity: O(n).
    public static func firstViolation(of ranges: some Sequence<PageRange>) -> Violation? {
        var before: PageRange?
        for range in ranges {
            if range.isEmpty { return .empty(range) }
            if let before {
                if range.start < before.end { return .overlapOrDescend(before, range) }
                if range.start == before.end { return .touch(before, range) }
            }
            before = range
        }
        return nil
    }
}
