import CLookupKernels
public import PhysicalMemory

/// For lists of up to sixteen ranges: a query is compared with all of them at once, a batch goes down a tree of four levels that lies in registers.
///
/// A batch accesses no memory except the queries, and has no branch except the loop's. Counted per query, whatever the list: 8 instructions and 0.3
/// branches in a batch, 52 and 3 in a call. Numbers are pages from the first range in 32 bits, so the list must span less than 4 TiB; a reversed query, and in a call an
/// empty one or one longer than that, is compared with one range after the other.
///
/// - Complexity: build and lookup O(1).
public struct FewEntries: RangeIndex, ChainedIndex {
    public static let name = "simd-few"
    /// The most ranges it takes.
    public static let limit = Int(LOOKUP_FEW)
    /// The widest list it takes.
    public static let widest = ByteCount.pages(LOOKUP_LONGEST - 1)

    private let table: CacheLines<lookup_few>
    private let ranges: [PageRange]
    private let base: UInt64
    private let span: UInt64
    private let kernel: LookupKernel

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        try self.init(memlist, predicate: predicate, kernel: .best)
    }

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, kernel: LookupKernel) throws(RangeIndexError) {
        let memlist = try OrderedMemlist(memlist, predicate: predicate)
        guard memlist.count <= Self.limit else { throw .tooManyEntries(count: memlist.count, limit: Self.limit) }
        guard memlist.span.count < LOOKUP_LONGEST else { throw .tooWide(span: memlist.span, limit: Self.widest) }
        var ranges: [PageRange] = []
        memlist.forEachRange { _, range in ranges.append(range) }
        let base = memlist.span.start.rawValue
        let distances = ranges.map { PageRange($0.start.rawValue - base, $0.end.rawValue - base) }
        let leaves = [
            GridLine.leaf(distances.prefix(GridLine.capacity), origin: 0),
            GridLine.leaf(distances.dropFirst(GridLine.capacity), origin: 0),
        ]
        table = CacheLines(count: 1) { lookup_few_fill($0.baseAddress, leaves, distances.count) }
        self.ranges = ranges
        self.base = base
        span = memlist.span.count
        self.kernel = kernel
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        guard !GridScale.isOdd(query) else { return coversOdd(query) }
        let x = UInt32(truncatingIfNeeded: min(query.start.rawValue &- base, span))
        let y = x &+ UInt32(truncatingIfNeeded: query.end.rawValue &- query.start.rawValue)
        return table.withElements { lookup_few_holders($0, x, y) != 0 }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        guard kernel >= .avx2 else { return coversOneByOne(queries, into: &answers) }
        let hasOdd = queries.withQueries { first in
            answers.withUnsafeMutableBufferPointer { answers in
                table.withElements { table in
                    lookup_few_covers_avx2(table, base, first, queries.count, answers.baseAddress)
                }
            }
        }
        if hasOdd { answerOdd(queries, into: &answers) }
    }

    public var size: ByteCount { table.size + ByteCount(of: PageRange.self, count: ranges.count) }

    @inline(never)
    private func coversOdd(_ query: PageRange) -> Bool { ranges.contains { $0.contains(query) } }

    private func answerOdd(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        for i in queries.indices where GridScale.isOdd(queries[i]) {
            let bit = UInt64(1) << UInt64(i % 64)
            if coversOdd(queries[i]) { answers[i / 64] |= bit } else { answers[i / 64] &= ~bit }
        }
    }
}
