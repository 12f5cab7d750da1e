public import PhysicalMemory

/// The slow and obvious answer that every member is checked against before it is timed.
///
/// It shares no code with the members: the runs of touching entries are found by looking at every pair of neighbours, and every range is compared.
public struct RangeLookupOracle: Sendable {
    private let ranges: [PageRange]

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate) {
        var ranges = memlist.map(\.pages)
        if predicate == .union {
            ranges = []
            for entry in memlist {
                if let last = ranges.last, last.end == entry.start { ranges[ranges.count - 1].end = entry.end } else { ranges.append(entry.pages) }
            }
        }
        self.ranges = ranges
    }

    /// - Complexity: O(entries).
    public func covers(_ query: PageRange) -> Bool {
        ranges.contains { $0.start <= query.start && query.end <= $0.end }
    }
}
