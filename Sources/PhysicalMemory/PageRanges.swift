/// A set of page frames: ascending, disjoint, non-empty ranges that do not touch.
///
/// Ranges that touch are always joined, so one set of frames has one form: two values are equal where they hold the same frames, and the number of ranges
/// is the number of runs. Ranges that must keep a border inside a run (adjacent TDMRs, regions of two nodes) are a plain array instead; the searches of
/// ascending arrays, `firstIndex(endingAbove:)` and its like, work there too.
///
/// Any frame may lie in a set, up to the range `[0, 2^64 - 1)`. Empty and reversed ranges hold no frame: adding or removing one changes nothing.
@frozen
public struct PageRanges: Hashable, Sendable {
    @usableFromInline var storage: [PageRange]

    /// No frames.
    @inlinable public init() { storage = [] }

    /// The frames of one range.
    @inlinable public init(_ range: PageRange) { storage = range.isEmpty ? [] : [range] }

    /// The frames of `ranges`, which may lie in any order, overlap, touch and be empty.
    /// - Complexity: O(n) where they ascend by start; O(n + m log m) for m that start below one before them.
    @inlinable public init(_ ranges: some Sequence<PageRange>) {
        storage = []
        storage.reserveCapacity(ranges.underestimatedCount)
        var stragglers: [PageRange] = []
        for range in ranges where !range.isEmpty {
            if let last = storage.last, range.start < last.start { stragglers.append(range) } else { append(range) }
        }
        guard !stragglers.isEmpty else { return }
        stragglers.sort { $0.start < $1.start }
        formUnion(PageRanges(stragglers))
    }

    /// Takes `ranges` as they are.
    /// - Precondition: `firstViolation(of: ranges)` is nil. Checked in debug builds only.
    /// - Complexity: O(1) in release builds.
    @inlinable public init(unchecked ranges: [PageRange]) {
        storage = ranges
        assert(firstViolation() == nil, "not ascending, disjoint and apart")
    }

    /// Makes room for `capacity` ranges in all.
    @inlinable public mutating func reserveCapacity(_ capacity: Int) { storage.reserveCapacity(capacity) }

    /// Removes all frames.
    @inlinable public mutating func removeAll(keepingCapacity: Bool = false) {
        storage.removeAll(keepingCapacity: keepingCapacity)
    }

    /// Number of pages. - Complexity: O(n).
    @inlinable public var pageCount: UInt64 { storage.reduce(0) { $0 + $1.count } }

    /// The size in bytes; traps from 2^64 bytes on. - Complexity: O(n).
    @inlinable public var size: ByteCount { ByteCount(pageCount * 4096) }

    /// From the first frame to the last, the gaps included; nil for no frames. - Complexity: O(1).
    @inlinable public var bounds: PageRange? {
        guard let first = storage.first, let last = storage.last else { return nil }
        return PageRange(start: first.start, end: last.end)
    }

    /// Adds a range at the end, joined with the last range if it overlaps or touches it. For building sets from ascending ranges.
    /// - Precondition: `range` is empty or does not start below the last range.
    /// - Complexity: O(1), amortised.
    @inlinable public mutating func append(_ range: PageRange) {
        guard !range.isEmpty else { return }
        guard let last = storage.last, range.start <= last.end else { return storage.append(range) }
        precondition(last.start <= range.start, "a range is appended below the last one")
        if range.end > last.end { storage[storage.count - 1].end = range.end }
    }
}

extension PageRanges: RandomAccessCollection {
    /// 0.
    @inlinable public var startIndex: Int { 0 }
    /// The number of ranges.
    @inlinable public var endIndex: Int { storage.count }
    /// The range at `index`, ascending. - Complexity: O(1).
    @inlinable public subscript(index: Int) -> PageRange { storage[index] }
    /// The ranges at `bounds`, without copying. - Complexity: O(1).
    @inlinable public subscript(bounds: Range<Int>) -> ArraySlice<PageRange> { storage[bounds] }

    /// Calls `body` with the ranges as they lie in memory. - Complexity: O(1) beside `body`.
    @inlinable public func withContiguousStorageIfAvailable<R>(_ body: (UnsafeBufferPointer<PageRange>) throws -> R)
        rethrows -> R?
    {
        try storage.withContiguousStorageIfAvailable(body)
    }
}

extension PageRanges: ExpressibleByArrayLiteral {
    /// The frames of the ranges listed, in any order.
    @inlinable public init(arrayLiteral elements: PageRange...) { self.init(elements) }
}

extension PageRanges: CustomStringConvertible {
    /// The ranges in bytes: `[0x0, 0x80000000) [0x100000000, 0x180000000)`; `no pages` for none.
    public var description: String { isEmpty ? "no pages" : map(\.description).joined(separator: " ") }
}
