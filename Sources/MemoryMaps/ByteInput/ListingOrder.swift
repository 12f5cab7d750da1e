/// Detects a listing of ascending addresses whose lines stand in reverse order, and where another listing begins.
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
