import CProbes
import PhysicalMemory

/// A cache line of a grid: either a leaf of up to eight ranges or a branch to lines further on. All numbers are pages from the base of the cell.
///
/// The layout is `lookup_line`'s: eight starts, eight ends. A branch marks itself by holding everything in lanes 0 and 1, its words 2...7 and 10...14
/// are up to eleven separators, and its last word says where its first child is.
typealias GridLine = lookup_line

extension GridLine {
    /// Ranges in a leaf.
    static let capacity = 8
    /// Children of a branch.
    static let fanOut = 12
    /// What an end that lies further away is replaced with: no query reaches it.
    static let beyond: Int32 = .max

    /// The words of a branch that hold separators.
    private static let separatorWords = Array(2...7) + Array(10...14)

    /// A leaf of no range. Its last word is free: it holds the number of the closest cell below that is not empty.
    static func emptyLeaf(after cell: Int) -> GridLine {
        var line = GridLine()
        line.modify { words in
            for lane in 0..<capacity {
                words[lane] = .max
                words[capacity + lane] = 0
            }
            words[15] = Int32(cell)
        }
        return line
    }

    /// A leaf of ranges given by absolute page numbers, seen from `base`.
    static func leaf(_ ranges: ArraySlice<PageRange>, base: UInt64) -> GridLine {
        var line = GridLine()
        line.modify { words in
            for lane in 0..<capacity {
                words[lane] = .max
                words[capacity + lane] = 0
            }
            for (lane, range) in ranges.enumerated() {
                words[lane] = offset(of: range.start.rawValue, from: base)
                words[capacity + lane] = offset(of: range.end.rawValue, from: base)
            }
        }
        return line
    }

    /// A branch to `separators.count + 1` lines from `firstChild` on; child `i` is for pages from `separators[i - 1]` on.
    static func branch(_ separators: ArraySlice<Int32>, firstChild: Int) -> GridLine {
        var line = GridLine()
        line.modify { words in
            for word in 0..<16 { words[word] = .max }
            (words[0], words[1]) = (.min, .min)
            for (word, separator) in zip(separatorWords, separators) { words[word] = separator }
            words[15] = Int32(firstChild) | LOOKUP_BRANCH_FLAG
        }
        return line
    }

    var isBranch: Bool { words { $0[0] == .min && $0[1] == .min } }
    /// The first of the lines that this branch leads to.
    var firstChild: Int { words { Int($0[15] & ~LOOKUP_BRANCH_FLAG) } }
    /// For an empty leaf: the closest cell below that is not empty.
    var filledCellBelow: Int { words { Int($0[15]) } }
    /// The number of ranges in a leaf.
    var count: Int { words { words in (0..<Self.capacity).count { words[$0] != .max } } }

    /// The child of a branch that `x` belongs to.
    func child(for x: Int32) -> Int { words { words in firstChild + Self.separatorWords.count { words[$0] <= x } } }
    /// The last child of a branch.
    var lastChild: Int { child(for: .max - 1) }

    /// The range in lane `lane` of a leaf.
    func range(_ lane: Int) -> (start: Int32, end: Int32) { words { ($0[lane], $0[Self.capacity + lane]) } }
    /// The last range of a leaf that starts at or below `x`.
    func lastRange(startingUpTo x: Int32) -> (start: Int32, end: Int32)? {
        (0..<count).last { range($0).start <= x }.map(range)
    }

    /// `page` seen from `base`, moved into the range of numbers that a line holds.
    static func offset(of page: UInt64, from base: UInt64) -> Int32 {
        page <= base ? 0 : Int32(min(page - base, UInt64(beyond)))
    }

    private func words<Result>(_ body: (UnsafePointer<Int32>) -> Result) -> Result {
        withUnsafeBytes(of: self) { body($0.assumingMemoryBound(to: Int32.self).baseAddress.unsafelyUnwrapped) }
    }

    private mutating func modify(_ body: (UnsafeMutablePointer<Int32>) -> Void) {
        withUnsafeMutableBytes(of: &self) { body($0.assumingMemoryBound(to: Int32.self).baseAddress.unsafelyUnwrapped) }
    }
}
