import PhysicalMemory

/// Pages `[start, end)`: a `PageRange` in signed numbers, which the planner can subtract without overflow.
struct PageSpan: Hashable, Sendable {
    var start: Int
    var end: Int

    var count: Int { end - start }

    init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    /// - Parameter range: below `PageFrame.limit`.
    init(_ range: PageRange) {
        self.init(start: Int(range.start.rawValue), end: Int(range.end.rawValue))
    }

    func overlaps(_ other: PageSpan) -> Bool { start < other.end && other.start < end }
    func contains(_ other: PageSpan) -> Bool { start <= other.start && other.end <= end }
}
