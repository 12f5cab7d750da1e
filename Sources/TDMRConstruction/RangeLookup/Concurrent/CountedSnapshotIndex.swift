import Guarded
public import PhysicalMemory

/// A snapshot by reference counting: a reader takes a reference to the current list under a lock and asks it outside.
///
/// The straightforward solution in Swift. Reading the word and retaining the reference must be atomic together, because the writer could free the list
/// between the two; the lock makes them so.
///
/// - Reader: a lock, an unlock and two atomic operations on the list's count, all on cache lines that all readers share; no thread waits during a lookup.
/// - Writer: builds first, exchanges one word under the lock.
/// - Memory: a list is freed at once by the last thread that releases it, which may be a reader. At most the current list and one per reader are alive.
/// - Progress: blocking, for the few instructions under the lock.
public final class CountedSnapshotIndex<Base: RangeIndex>: ConcurrentIndex, @unchecked Sendable {
    public static var name: String { "counted-snapshot" }

    private let builder: IndexBuilder<Base>
    private let lock = ThreadMutex()
    // Unchecked, and sound: touched only under the lock.
    private var current: ListVersion<Base>

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        builder = IndexBuilder(predicate: predicate, queries: queries)
        current = try builder.build(memlist).takeRetainedValue()
    }

    public func replace(with memlist: [MemoryRegion]) throws(RangeIndexError) {
        let new = try builder.build(memlist).takeRetainedValue()
        // Released after the lock, and freed if no reader holds it.
        _ = lock.withLock { exchange(&current, with: new) }
    }

    public func makeReader() -> Reader { Reader(self) }

    public var size: ByteCount { lock.withLock { current }.base.size }

    public final class Reader: ConcurrentReader {
        private let index: CountedSnapshotIndex

        fileprivate init(_ index: CountedSnapshotIndex) { self.index = index }

        @inline(__always)
        private func read<Result>(_ body: (ListVersion<Base>) -> Result) -> Result {
            index.lock.lock()
            let version = index.current
            index.lock.unlock()
            return body(version)
        }

        @_specialize(where Base == AutoIndex)
        public func covers(_ query: PageRange) -> Bool { read { $0.base.covers(query) } }

        @_specialize(where Base == AutoIndex)
        public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
            read { $0.base.covers(queries, into: &answers) }
        }

        @_specialize(where Base == AutoIndex)
        public func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
            askOneByOne(queries, into: &answers)
        }
    }
}
