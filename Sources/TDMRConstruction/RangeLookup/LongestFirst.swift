import PhysicalMemory

/// The runs of sections behind a guess: a single call tests the longest range first. Where that one is most of the list, the processor predicts the
/// answer and does not wait for a load. Not a member of the family; `AutoIndex` uses it where it pays.
struct LongestFirst: RangeIndex {
    static let name = SectionRuns.name

    private let longest: PageRange
    private let sections: SectionRuns

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        sections = try SectionRuns(memlist, predicate: predicate, queries: queries)
        longest = Self.longest(of: memlist)
    }

    /// Whether three of four sections from the first page to the last lie in one entry.
    static func pays(for memlist: [MemoryRegion]) -> Bool {
        guard let first = memlist.first, let last = memlist.last else { return false }
        return longest(of: memlist).count >= PageRange(start: first.start, end: last.end).count / 4 * 3
    }

    private static func longest(of memlist: [MemoryRegion]) -> PageRange {
        memlist.lazy.map(\.pages).max { $0.count < $1.count } ?? PageRange(0, 0)
    }

    @inline(__always)
    func covers(_ query: PageRange) -> Bool { longest.contains(query) ? true : sections.covers(query) }

    func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        sections.covers(queries, into: &answers)
    }

    var size: ByteCount { sections.size + ByteCount(of: PageRange.self, count: 1) }
}
