public import PhysicalMemory

/// A memlist that was checked to be in order, seen through a predicate: a query is covered where it lies inside one of these ranges.
///
/// Under `.oneEntry` these are the entries; under `.union` the runs of touching entries. So an index need not know the predicate: it is built over these
/// ranges and asks for one of them. Nothing is copied.
public struct OrderedMemlist: Sendable {
    /// The entries: ascending, disjoint, none empty.
    public let entries: [MemoryRegion]
    /// When a query counts as covered.
    public let predicate: CoverPredicate
    /// The number of ranges.
    public let count: Int

    /// - Complexity: one pass over the list.
    /// - Throws: the first two neighbours that are not in order, or the first empty entry.
    public init(_ entries: [MemoryRegion], predicate: CoverPredicate) throws(RangeIndexError) {
        // No branch an entry: which one is at fault is looked for only where one is.
        let (touching, isFaulty) = entries.withUnsafeBufferPointer { entries in
            var touching = 0
            var faults = 0
            var end: UInt64 = 0
            for entry in entries {
                let start = entry.start.rawValue
                faults |= (start >= entry.end.rawValue ? 1 : 0) | (start < end ? 1 : 0)
                touching &+= start == end ? 1 : 0
                end = entry.end.rawValue
            }
            // Nothing lies before the first entry.
            return (touching - (entries.first?.start == PageFrame(0) ? 1 : 0), faults != 0)
        }
        if isFaulty { throw Self.fault(in: entries) }
        self.entries = entries
        self.predicate = predicate
        self.count = predicate == .union ? entries.count - touching : entries.count
    }

    private static func fault(in entries: [MemoryRegion]) -> RangeIndexError {
        var end = PageFrame(0)
        for (index, entry) in entries.enumerated() {
            if entry.pages.isEmpty || entry.start < end { return fault(entry, at: index, in: entries) }
            end = entry.end
        }
        preconditionFailure("no entry is at fault")
    }

    private static func fault(_ entry: MemoryRegion, at index: Int, in entries: [MemoryRegion]) -> RangeIndexError {
        guard !entry.pages.isEmpty else { return .emptyEntry(entry, index: index) }
        let before = entries[index - 1]
        return entry.start < before.start
            ? .outOfOrder(entry, after: before, index: index) : .overlap(entry, with: before, index: index)
    }

    /// Whether the list has no entry.
    public var isEmpty: Bool { entries.isEmpty }
    /// From the first page to the last; `[0, 0)` for an empty list.
    public var span: PageRange {
        guard let first = entries.first, let last = entries.last else { return PageRange(0, 0) }
        return PageRange(start: first.start, end: last.end)
    }

    /// Calls `body` with each range and its number, in ascending order.
    @inlinable public func forEachRange(_ body: (_ index: Int, _ range: PageRange) throws -> Void) rethrows {
        guard predicate == .union, var run = entries.first?.pages else {
            for index in entries.indices { try body(index, entries[index].pages) }
            return
        }
        var index = 0
        for entry in entries.dropFirst() {
            if entry.start == run.end {
                run.end = entry.end
            } else {
                try body(index, run)
                index += 1
                run = entry.pages
            }
        }
        try body(index, run)
    }
}
