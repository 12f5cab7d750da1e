import CLookupKernels
import PhysicalMemory

/// A cache line of a grid: either a leaf of up to eight ranges or a branch to lines further on.
///
/// The layout is `lookup_line`'s: eight starts, then eight ends moved up by one. Numbers are pages from the grid's base modulo 2^32, all within 2^31 pages from
/// the line's origin on, which is the first page of its cell; a range that reaches beyond is cut off there, where no query can tell the difference. A branch is marked by
/// lanes that hold everything: two in a fork, whose words 10...14 and 2...7 are up to eleven pivots, three in a table of cells of its own. The last word of a
/// branch is the number of its first child.
typealias GridLine = lookup_line

extension GridLine {
    /// Ranges in a leaf.
    static let capacity = 8
    /// Children of a fork.
    static let fanOut = 12
    /// The distance from the origin that stands for all that are larger.
    static let beyond = UInt64(1) << 31 - 1

    /// The words of a fork that hold pivots, in ascending order: ends below starts, so that the lanes they share hold nothing.
    private static let pivotWords = Array(10...14) + Array(2...7)

    /// A leaf of ranges given as distances from the grid's base, `origin` being the distance of the cell.
    @inline(__always)
    static func leaf(_ ranges: some Collection<PageRange>, origin: UInt64) -> GridLine {
        var line = leafOfNothing(origin: origin)
        line.modify { words in
            for (lane, range) in ranges.enumerated() { write(range, to: words, lane: lane, origin: origin) }
        }
        return line
    }

    /// Puts a range into a lane of a line's words.
    @inline(__always)
    static func write(_ range: PageRange, to words: UnsafeMutablePointer<UInt32>, lane: Int, origin: UInt64) {
        words[lane] = word(range.start.rawValue, origin)
        words[capacity &+ lane] = word(min(range.end.rawValue, origin &+ beyond &- 1), origin) &+ 1
    }

    /// The same for a range that begins and ends in the line's cell, and so within the line's reach. Ranges beyond a line's capacity overwrite the first ones; such a line is built again.
    @inline(__always)
    static func writeInside(_ range: PageRange, to words: UnsafeMutablePointer<UInt32>, lane: Int) {
        let lane = lane & (capacity - 1)
        words[lane] = UInt32(truncatingIfNeeded: range.start.rawValue)
        words[capacity &+ lane] = UInt32(truncatingIfNeeded: range.end.rawValue) &+ 1
    }

    /// An empty leaf to be filled.
    @inline(__always)
    static func leafOfNothing(origin: UInt64) -> GridLine {
        let start = word(.max, origin)
        return GridLine(
            starts: (start, start, start, start, start, start, start, start), ends: (0, 0, 0, 0, 0, 0, 0, 0))
    }

    /// A leaf without ranges. Its last word is free: it holds the number of the closest non-empty cell below.
    static func emptyLeaf(after cell: Int, origin: UInt64) -> GridLine {
        var line = leafOfNothing(origin: origin)
        line.modify { $0[15] = UInt32(cell) }
        return line
    }

    /// A branch to `pivots.count + 1` lines from `firstChild` on; child `i` is for pages from `pivots[i - 1]` on.
    static func fork(_ pivots: ArraySlice<UInt64>, firstChild: Int, origin: UInt64) -> GridLine {
        var line = branch(mark: 2, firstChild: firstChild, origin: origin)
        line.modify { words in
            for (index, pivot) in zip(pivotWords, pivots) { words[index] = word(pivot, origin) }
        }
        return line
    }

    /// A branch to the cells of `scale`, the first of which is `firstChild`.
    static func table(_ scale: GridScale, firstChild: Int, origin: UInt64) -> GridLine {
        var line = branch(mark: 3, firstChild: firstChild, origin: origin)
        line.modify { words in
            words[LOOKUP_TABLE_BASE] = word(scale.base, origin)
            words[LOOKUP_TABLE_SPAN] = UInt32(scale.span)
            words[LOOKUP_TABLE_CELLS_PER_PAGE] = scale.cellsPerStep
        }
        return line
    }

    /// A line whose first `mark` lanes hold everything.
    private static func branch(mark: Int, firstChild: Int, origin: UInt64) -> GridLine {
        var line = GridLine()
        line.modify { words in
            for lane in 0..<capacity {
                words[lane] = word(lane < mark ? origin : .max, origin)
                words[capacity + lane] = word(.max, origin)
            }
            words[15] = UInt32(firstChild)
        }
        return line
    }

    /// `distance`, or the end of the line's reach if that is nearer or the origin if that is further, as a line holds it.
    private static func word(_ distance: UInt64, _ origin: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: max(min(distance, origin &+ beyond), origin))
    }

    private mutating func modify(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
        withUnsafeMutableBytes(of: &self) {
            body($0.assumingMemoryBound(to: UInt32.self).baseAddress.unsafelyUnwrapped)
        }
    }
}

/// Reading a line number by number: for the few queries that lines cannot answer by themselves.
extension GridLine {
    /// Only a branch has two lanes that start at the origin.
    func isBranch(origin: UInt64) -> Bool { words { $0[1] == UInt32(truncatingIfNeeded: origin) } }
    /// Only a table has three.
    func isTable(origin: UInt64) -> Bool { words { $0[1] == UInt32(truncatingIfNeeded: origin) && $0[2] == $0[1] } }
    /// The number of the first of the lines that a branch leads to.
    var firstChild: Int { words { Int($0[15]) } }
    /// For an empty leaf: the closest cell below, in the same table, that is not empty.
    var filledCellBelow: Int { firstChild }
    /// Whether this is a leaf that holds nothing.
    func isEmptyLeaf(origin: UInt64) -> Bool { words { Self.distance($0[0], origin) == origin + Self.beyond } }

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
