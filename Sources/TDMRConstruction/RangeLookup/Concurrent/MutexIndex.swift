import Guarded
public import PhysicalMemory

/// One lock for readers and writers: the reference of the family.
///
/// - Reader: waits for every other reader and for a writer's exchange of one word. A lock and an unlock, some 20 instructions and two atomic operations on one
///   contended cache line; a thread that is preempted while it holds the lock stops all others.
/// - Writer: builds first, then waits as a reader does.
/// - Memory: the old list is freed before `replace` returns.
/// - Progress: blocking, without fairness.
public final class MutexIndex<Base: RangeIndex>: ConcurrentIndex, @unchecked Sendable {
    public static var name: String { "mutex" }

    private let builder: IndexBuilder<Base>
    private let lock = ThreadMutex()
    // Unchecked, and sound: touched only under the lock.
    private var current: Unmanaged<ListVersion<Base>>

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        builder = IndexBuilder(predicate: predicate, queries: queries)
        current = try builder.build(memlist)
    }

    deinit { current.release() }

    public func replace(with memlist: [MemoryRegion]) throws(RangeIndexError) {
        let new = try builder.build(memlist)
        let old = lock.withLock { exchange(&current, with: new) }
        old.release()
    }

    public func makeReader() -> Reader { Reader(self) }

    public var size: ByteCount { lock.withLock { current._withUnsafeGuaranteedRef { $0.base.size } } }

    public final class Reader: ConcurrentReader {
        private let index: MutexIndex

        fileprivate init(_ index: MutexIndex) { self.index = index }

        @inline(__always)
        private func read<Result>(_ body: (ListVersion<Base>) -> Result) -> Result {
            index.lock.lock()
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
