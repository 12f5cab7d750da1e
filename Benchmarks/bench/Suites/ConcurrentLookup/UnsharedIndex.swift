import PhysicalMemory
import TDMRConstruction

/// The limit of all techniques: threads that share an index that is never replaced. A replacement costs nothing: building a new index is not the least work, as a member may
/// change the list in place.
final class UnsharedIndex: ConcurrentIndex {
    static let name = "unshared"

    private let index: AutoIndex

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        index = try AutoIndex(memlist, predicate: predicate, queries: queries)
    }

    func replace(with memlist: [MemoryRegion]) {}

    func makeReader() -> Reader { Reader(index) }
    var size: ByteCount { index.size }

    final class Reader: ConcurrentReader {
        private let index: AutoIndex

        init(_ index: AutoIndex) { self.index = index }

        func covers(_ query: PageRange) -> Bool { index.covers(query) }
        func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
            index.covers(queries, into: &answers)
        }
        func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
            index.coversOneByOne(queries, into: &answers)
        }
    }
}
