/// Counts listings of one kind in an input, each of ascending numbers: the last one counts.
struct ListingCount {
    private(set) var count = 0
    /// Where the last one begins.
    private(set) var line = 1
    private var previous: UInt64?

    /// Whether a line with this number begins another listing; the first one's first line does not.
    /// - Parameter isRepeated: whether it repeats the line before: a console may print each line twice.
    mutating func isNext(_ number: UInt64, isRepeated: Bool, _ line: Int) -> Bool {
        defer { previous = number }
        if let previous, number > previous || number == previous && isRepeated { return false }
        count += 1
        self.line = line
        return count > 1
    }
}
