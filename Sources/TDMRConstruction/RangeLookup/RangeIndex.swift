public import PhysicalMemory

/// When a queried range counts as covered.
public enum CoverPredicate: String, CaseIterable, Sendable {
    /// Inside one single entry: the kernel's memory notifier.
    case oneEntry = "one-entry"
    /// Inside the union of the entries: touching entries count as one.
    case union
}

/// A structure that answers whether a page range is covered by a memlist: the memory notifier's question.
///
/// The list is ascending and disjoint; a builder that is handed another one throws `MemlistOrderError`. A query with `start == end` is covered where
/// an entry has `entry.start <= start <= entry.end`, as in Linux; a reversed one where an entry has `entry.start <= start` and `end <= entry.end`.
public protocol RangeIndex: Sendable {
    /// The algorithm's name in `bench`: `linear-list`, `binary-search`, ...
    static var name: String { get }

    /// Builds the index over `memlist` for one predicate.
    init(_ memlist: [MemoryRegion], predicate: CoverPredicate) throws

    /// Whether `query` is covered.
    func covers(_ query: PageRange) -> Bool

    /// Answers many queries: bit `i % 64` of word `i / 64` of `answers` is the answer to `queries[i]`. Whole words are written; the unused bits of the
    /// last word are 0.
    /// - Precondition: `answers` holds at least `(queries.count + 63) / 64` words.
    func covers(_ queries: UnsafeBufferPointer<PageRange>, into answers: UnsafeMutableBufferPointer<UInt64>)

    /// Bytes of memory the index holds, list included.
    var sizeInBytes: Int { get }
}
