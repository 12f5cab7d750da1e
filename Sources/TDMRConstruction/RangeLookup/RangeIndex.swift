public import CLookupKernels
public import PhysicalMemory

/// A structure that answers whether a page range is covered by a memlist: the memory notifier's question.
///
/// A query `[s, e)` is covered where an entry has `entry.start <= s` and `e <= entry.end`. That is the kernel's own comparison, which also decides what
/// happens to odd queries: an empty one is covered where `entry.start <= s <= entry.end`, one past the last page included; a reversed one, or one
/// whose end wrapped, where some entry lies across `[e, s]` or touches it. Under `.union` the entries are the runs of touching entries.
/// An empty list covers nothing; that the kernel then accepts everything is decided by the notifier, not by the index.
///
/// Members are immutable values, so any number of threads may read them.
///
/// The counts in the members' comments are callgrind's, on the lists `random-N` with half of the queries covered (`bench count --filter '^lookup/'`),
/// in batches unless they say in a call. Mispredictions are those of callgrind's simple predictor.
public protocol RangeIndex: Sendable {
    /// The algorithm's name in `bench`: `linear-list`, `binary-search`, ...
    static var name: String { get }

    /// Builds the index over `memlist`, which is ascending, disjoint and holds no empty entry.
    /// - Throws: `RangeIndexError`: the list is out of order, or the member does not apply to this list or to these queries.
    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError)

    /// Whether `query` is covered.
    /// - Precondition: the query keeps the promise that the index was built with.
    func covers(_ query: PageRange) -> Bool

    /// Answers many queries: bit `i % 64` of word `i / 64` of `answers` is the answer to `queries[i]`. Whole words are written; the unused bits of the
    /// last word are 0. The default asks one query after the other.
    /// - Precondition: `answers` holds at least `(queries.count + 63) / 64` words.
    func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>)

    /// Answers many queries with single calls, as a caller without batches would, whatever batches the member has.
    func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>)

    /// Memory that the index holds, its copy of the list included.
    var size: ByteCount { get }
}

extension RangeIndex {
    /// Builds the index for queries of any kind.
    @inlinable public init(_ memlist: [MemoryRegion], predicate: CoverPredicate) throws(RangeIndexError) {
        try self.init(memlist, predicate: predicate, queries: .anyRange)
    }

    @inlinable public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        coversOneByOne(queries, into: &answers)
    }

    @inlinable public func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        answerOneByOne(queries, into: &answers) { covers($0) }
    }

    /// The answers to `queries` as a new bitmap, laid out as `covers(_:into:)` says.
    @inlinable public func answers(to queries: [PageRange]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (queries.count + 63) / 64)
        var span = words.mutableSpan
        covers(queries.span, into: &span)
        return words
    }
}

/// Answers a batch with single calls, one after the other: `covers` becomes part of the loop.
@inlinable @inline(__always)
func answerOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>, _ covers: (PageRange) -> Bool)
{
    for word in 0..<(queries.count + 63) / 64 {
        let first = word &* 64
        var bits: UInt64 = 0
        for i in 0..<min(64, queries.count &- first) {
            // Opaque, or the compiler would branch on the answer, which is mispredicted half of the time.
            bits |= lookup_opaque(covers(queries[unchecked: first &+ i]) ? 1 : 0) &<< UInt64(truncatingIfNeeded: i)
        }
        answers[word] = bits
    }
}
