/// A half-open range of page frames, `[start, end)`.
///
/// `start <= end` is expected but not enforced: a query may be reversed or wrap, and each algorithm documents its answer to it.
@frozen
public struct PageRange: Hashable, Sendable {
    /// The first frame of the range.
    public var start: PageFrame
    /// One past the last frame of the range.
    public var end: PageFrame

    @inlinable public init(start: PageFrame, end: PageFrame) {
        self.start = start
        self.end = end
    }

    /// The range `[start, end)` given as raw PFNs.
    @inlinable public init(_ start: UInt64, _ end: UInt64) {
        self.init(start: PageFrame(start), end: PageFrame(end))
    }

    /// Number of pages; 0 for an empty or reversed range.
    @inlinable public var count: UInt64 { end > start ? end - start : 0 }
    /// Whether the range has no page; true for a reversed one.
    @inlinable public var isEmpty: Bool { end <= start }
    /// The size in bytes.
    @inlinable public var size: ByteCount { .pages(count) }

    /// Whether `frame` lies in the range.
    @inlinable public func contains(_ frame: PageFrame) -> Bool { start <= frame && frame < end }
    /// Whether `other` lies inside this range; an empty range lies inside where its start is between `start` and `end`, both included.
    @inlinable public func contains(_ other: PageRange) -> Bool { start <= other.start && other.end <= end }
    /// Whether the ranges have a page in common. An empty range strictly inside the other counts as overlapping.
    @inlinable public func overlaps(_ other: PageRange) -> Bool { start < other.end && other.start < end }

    /// The common part; empty (`start == end`) where there is none.
    @inlinable public func intersection(_ other: PageRange) -> PageRange {
        let low = max(start, other.start)
        return PageRange(start: low, end: max(low, min(end, other.end)))
    }
}

extension PageRange: CustomStringConvertible {
    /// The range in bytes as the kernel prints it: `[0x0, 0x80000000)`.
    public var description: String { "[0x\(Self.hexBytes(start)), 0x\(Self.hexBytes(end)))" }

    /// A byte address that may need more than 64 bits (the end of a hotplug window), in hex.
    private static func hexBytes(_ frame: PageFrame) -> String {
        frame.rawValue == 0 ? "0" : String(frame.rawValue, radix: 16) + "000"
    }
}
