import Guarded
public import PhysicalMemory
import Synchronization

/// A snapshot whose writer waits: it publishes the new list, waits until all readers of the old one have left, and frees it. The kernel's read-copy-update
/// with synchronize_rcu().
///
/// The left-right technique, which writes to two copies in turn, reduces to this when the copies are built anew and never written to.
///
/// - Reader: two reads of lines that only writers change and two writes to its own. Where the system has no process-wide barrier, a memory barrier more. It
///   neither waits nor starts again.
/// - Writer: builds first, exchanges one word, executes a barrier on every processor (some microseconds) and waits for the end of the calls that were under way. The
///   new list is in force before it waits.
/// - Memory: the old list is freed before `replace` returns; 128 bytes per reader.
/// - Progress: readers wait-free; a writer waits for at most one call of each reader.
public final class GracePeriodIndex<Base: RangeIndex>: ConcurrentIndex {
    public static var name: String { "grace-period" }

    private let builder: IndexBuilder<Base>
    private let slots: ReaderSlots
    private let current: Atomic<Unmanaged<ListVersion<Base>>>
    /// One more after each replacement. 64 bits do not wrap round.
    private let epoch = Atomic<UInt>(1)
    private let writers = ThreadMutex()

    public convenience init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind)
        throws(RangeIndexError)
    {
        try self.init(memlist, predicate: predicate, queries: queries, slots: ReaderSlots())
    }

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind, slots: ReaderSlots)
        throws(RangeIndexError)
    {
        builder = IndexBuilder(predicate: predicate, queries: queries)
        self.slots = slots
        current = Atomic(try builder.build(memlist))
    }

    // Readers keep the index alive, so there is none.
    deinit { current.load(ordering: .acquiring).release() }

    public func replace(with memlist: [MemoryRegion]) throws(RangeIndexError) {
        let new = try builder.build(memlist)
        writers.withLock {
            let old = current.exchange(new, ordering: .acquiringAndReleasing)
            // Releasing: a reader of the new epoch sees the new list.
            let last = epoch.wrappingAdd(1, ordering: .releasing).oldValue
            slots.barrier()
            while slots.announced.contains(where: { $0 <= last }) { yieldProcessor() }
            old.release()
        }
    }

    public func makeReader() -> Reader { Reader(self) }

    /// The writers' lock keeps the current list alive.
    public var size: ByteCount {
        writers.withLock { current.load(ordering: .acquiring)._withUnsafeGuaranteedRef { $0.base.size } }
    }

    public final class Reader: ConcurrentReader {
        private let index: GracePeriodIndex
        private let slot: ReaderSlot

        fileprivate init(_ index: GracePeriodIndex) {
            self.index = index
            slot = index.slots.take()
        }

        deinit { index.slots.giveBack(slot) }

        @inline(__always)
        private func read<Result>(_ body: (ListVersion<Base>) -> Result) -> Result {
            // An epoch that has passed meanwhile is harmless: the writer only waits for one more call.
            slot.announce(index.epoch.load(ordering: .acquiring))
            defer { slot.leave() }
            return index.current.load(ordering: .acquiring)._withUnsafeGuaranteedRef(body)
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
