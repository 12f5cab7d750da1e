/// Tells a listing of ascending addresses that runs backwards, and where another one begins.
struct ListingOrder {
    private var ascents = 0
    private var descents = 0
    private var previous: UInt64?

    /// Several listings in a file go down where one begins, and up everywhere else.
    var isReversed: Bool { descents > 2 * ascents }

    mutating func take(_ value: UInt64) {
        if let previous {
            if value > previous { ascents += 1 }
            if value < previous { descents += 1 }
        }
        previous = value
    }
}

/// Counts listings of one kind in an input, each of ascending numbers: the last one counts.
struct ListingCount {
    private(set) var count = 0
    /// Where the last one begins.
    private(set) var line = 1
    private var previous: UInt64?

    /// Whether a line with this number begins another listing; the first one's first line does not.
    /// - Parameter isRepeated: whether it says the same as the line before: a console may print each line twice.
    mutating func isNext(_ number: UInt64, isRepeated: Bool, _ line: Int) -> Bool {
        defer { previous = number }
        if let previous, number > previous || number == previous && isRepeated { return false }
        count += 1
        self.line = line
        return count > 1
    }
}
