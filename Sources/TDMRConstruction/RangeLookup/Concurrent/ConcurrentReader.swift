public import PhysicalMemory

/// One thread's access to a `ConcurrentIndex`. Not `Sendable`: it is used by one thread at a time.
public protocol ConcurrentReader: AnyObject {
    /// Whether the current list covers `query`.
    func covers(_ query: PageRange) -> Bool

    /// Answers many queries from one list, as `RangeIndex.covers(_:into:)` does. The synchronisation is paid once.
    func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>)

    /// Answers many queries with single calls: each from the list that is current then.
    func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>)
}

extension ConcurrentReader {
    /// The answers to `queries` as a new bitmap, all from one list.
    public func answers(to queries: [PageRange]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (queries.count + 63) / 64)
        var span = words.mutableSpan
        covers(queries.span, into: &span)
        return words
    }

    /// The loop of `coversOneByOne`, to be compiled into each member.
    @inline(__always)
    func askOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        answerOneByOne(queries, into: &answers) { covers($0) }
    }
}
