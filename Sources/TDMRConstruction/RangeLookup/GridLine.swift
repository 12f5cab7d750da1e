import CProbes
import PhysicalMemory

/// A cache line of a grid: either a leaf of up to eight ranges or a branch to lines further on.
///
/// The layout is `lookup_line`'s: eight starts, then eight ends moved up by one. Numbers are pages from the grid's base modulo 2^32, all within 2^31 pages from
/// the line's origin on, which is the first page of its cell; a range that reaches out of that is cut off there, where no query can tell. A branch marks itself by
/// holding everything in lanes 0 and 1, its words 2...7 and 10...14 are up to eleven separators, and its last word says where its first child is.
typealias GridLine = lookup_line

extension GridLine {
    /// Ranges in a leaf.
    static let capacity = 8
    /// Children of a branch.
    static let fanOut = 12
    /// The distance from the origin that stands for all that are larger.
    static let beyond = UInt64(1) << 31 - 1

    /// The words of a branch that hold separators.
    private static let separatorWords = Array(2...7) + Array(10...14)

    /// A leaf of ranges given as distances from the grid's base, `origin` being the distance of the cell.
    static func leaf(_ ranges: ArraySlice<PageRange>, origin: UInt64) -> GridLine {
        var line = GridLine()
        line.modify { words in
            var lane = 0
            for range in ranges {
                words[lane] = word(range.start.rawValue, origin)
                words[capacity &+ lane] = word(min(range.end.rawValue, origin &+ beyond &- 1), origin) &+ 1
                lane &+= 1
            }
            while lane < capacity {
                words[lane] = word(.max, origin)
                words[capacity &+ lane] = 0
                lane &+= 1
            }
        }
        return line
    }

    /// A leaf of no range. Its last word is free: it holds the number of the closest cell below that is not empty.
    static func emptyLeaf(after cell: Int, origin: UInt64) -> GridLine {
        var line = leaf([], origin: origin)
        line.modify { $0[15] = UInt32(cell) }
        return line
    }

    /// A branch to `separators.count + 1` lines from `firstChild` on; child `i` is for pages from `separators[i - 1]` on.
    static func branch(_ separators: ArraySlice<UInt64>, firstChild: Int, origin: UInt64) -> GridLine {
        var line = GridLine()
        line.modify { words in
            for index in 0..<16 { words[index] = word(.max, origin) }
            words[0] = word(origin, origin)
            words[1] = words[0]
            for (index, separator) in zip(separatorWords, separators) { words[index] = word(separator, origin) }
            words[15] = UInt32(firstChild)
        }
        return line
    }

    /// `distance`, or the end of the line's reach if that is nearer or the origin if that is further, as a line holds it.
    private static func word(_ distance: UInt64, _ origin: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: max(min(distance, origin &+ beyond), origin))
    }

    private mutating func modify(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
        withUnsafeMutableBytes(of: &self) { body($0.assumingMemoryBound(to: UInt32.self).baseAddress.unsafelyUnwrapped) }
    }
}

/// Reading a line number by number: for the few queries that lines cannot answer by themselves.
extension GridLine {
    /// Only a branch has two lanes that start at the origin.
    func isBranch(origin: UInt64) -> Bool { words { $0[1] == UInt32(truncatingIfNeeded: origin) } }
    /// The first of the lines that this branch leads to.
    var firstChild: Int { words { Int($0[15]) } }
    /// For an empty leaf: the closest cell below that is not empty.
    var filledCellBelow: Int { firstChild }

    /// The child of a branch that `distance` belongs to.
    func child(for distance: UInt64, origin: UInt64) -> Int {
        words { words in firstChild + Self.separatorWords.count { Self.distance(words[$0], origin) <= distance } }
    }

    /// The range of a leaf that is the last to start at or below `distance`. An end of `.max` is further away than a line reaches.
    func lastRange(startingUpTo distance: UInt64, origin: UInt64) -> PageRange? {
        words { words in
            (0..<Self.capacity).last { lane in
                let start = Self.distance(words[lane], origin)
                return start <= distance && start < origin + Self.beyond
            }.map { lane in
                let end = Self.distance(words[Self.capacity + lane] &- 1, origin)
                return PageRange(Self.distance(words[lane], origin), end < origin + Self.beyond - 1 ? end : .max)
            }
        }
    }

    private static func distance(_ word: UInt32, _ origin: UInt64) -> UInt64 {
        origin + UInt64(word &- UInt32(truncatingIfNeeded: origin))
    }

    private func words<Result>(_ body: (UnsafePointer<UInt32>) -> Result) -> Result {
        withUnsafeBytes(of: self) { body($0.assumingMemoryBound(to: UInt32.self).baseAddress.unsafelyUnwrapped) }
    }
}
