import Guarded
public import PhysicalMemory

/// A reader-writer lock: readers in parallel, a writer alone.
///
/// - Reader: waits for a writer that has the lock or waits for it. Readers do not wait for each other, but all of them count themselves in and out on one
///   cache line: two atomic operations on it per call, so short lookups are no faster on many processors than on one.
/// - Writer: builds first, then waits for the readers inside; later ones wait for it (glibc; elsewhere as the system does it).
/// - Memory: the old list is freed before `replace` returns.
/// - Progress: blocking; a writer is not starved by readers.
public final class ReadWriteLockIndex<Base: RangeIndex>: ConcurrentIndex, @unchecked Sendable {
    public static var name: String { "rw-lock" }

    private let builder: IndexBuilder<Base>
    private let lock = ThreadReadWriteLock()
    // Unchecked, and sound: written only under the lock for writing, read only under the lock.
    private var current: Unmanaged<ListVersion<Base>>

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        builder = IndexBuilder(predicate: predicate, queries: queries)
        current = try builder.build(memlist)
    }

    deinit { current.release() }

    public func replace(with memlist: [MemoryRegion]) throws(RangeIndexError) {
        let new = try builder.build(memlist)
        lock.lockForWriting()
        let old = exchange(&current, with: new)
        lock.unlock()
        old.release()
    }

    public func makeReader() -> Reader { Reader(self) }

    public var size: ByteCount {
        lock.lockForReading()
        defer { lock.unlock() }
        return current._withUnsafeGuaranteedRef { $0.base.size }
    }

    public final class Reader: ConcurrentReader {
        private let index: ReadWriteLockIndex

        fileprivate init(_ index: ReadWriteLockIndex) { self.index = index }

        @inline(__always)
        private func read<Result>(_ body: (ListVersion<Base>) -> Result) -> Result {
            index.lock.lockForReading()
            defer { index.lock.unlock() }
            return index.current._withUnsafeGuaranteedRef(body)
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
