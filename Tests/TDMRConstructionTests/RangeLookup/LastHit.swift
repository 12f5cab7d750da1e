import PhysicalMemory
import TDMRConstruction

/// All ranges, walked down from the end: good where queries lie high.
struct LastHit: RangeIndex {
    static let name = "last-hit"
    private var ranges: [PageRange] = []

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        try OrderedMemlist(memlist, predicate: predicate).forEachRange { _, range in ranges.append(range) }
    }

    func covers(_ query: PageRange) -> Bool {
        ranges.reversed().contains { $0.start <= query.start && query.end <= $0.end }
    }

    var size: ByteCount { ByteCount(of: PageRange.self, count: ranges.count) }
}
