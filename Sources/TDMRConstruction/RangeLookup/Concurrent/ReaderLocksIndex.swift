import Guarded
public import PhysicalMemory
import Synchronization

/// A distributed reader-writer lock: each reader has a lock of its own, a writer takes them all. The kernel holds memory hotplug off with one of this
/// kind (mem_hotplug_lock, a per-CPU reader-writer semaphore).
///
/// - Reader: one write to its own cache line, one read of a line that only writers change, one write. Where the system has no process-wide barrier, a memory
///   barrier more. A reader that finds a writer waits for it at the writers' lock.
/// - Writer: builds first, then keeps new readers out, executes a barrier on every processor (some microseconds) and waits until the readers inside have left.
/// - Memory: the old list is freed before `replace` returns; 128 bytes per reader.
/// - Progress: blocking; a writer waits for at most one call of each reader.
public final class ReaderLocksIndex<Base: RangeIndex>: ConcurrentIndex, @unchecked Sendable {
    public static var name: String { "reader-locks" }

    private let builder: IndexBuilder<Base>
    private let slots: ReaderSlots
    /// Held by a writer, and by readers that met one.
    private let lock = ThreadMutex()
    private let hasWriter = Atomic(false)
    // Unchecked, and sound: written only while `hasWriter` keeps readers out and none is inside; read only inside or under the lock.
    private var current: Unmanaged<ListVersion<Base>>

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
        current = try builder.build(memlist)
    }

    deinit { current.release() }

    public func replace(with memlist: [MemoryRegion]) throws(RangeIndexError) {
        let new = try builder.build(memlist)
        let old = lock.withLock {
            // A reader that sees this leaves again, so nothing else has to be visible with it.
            hasWriter.store(true, ordering: .relaxed)
            slots.barrier()
            while !slots.announced.isEmpty { yieldProcessor() }
            defer { hasWriter.store(false, ordering: .releasing) }
            return exchange(&current, with: new)
        }
        old.release()
    }

    public func makeReader() -> Reader { Reader(self) }

    public var size: ByteCount { lock.withLock { current._withUnsafeGuaranteedRef { $0.base.size } } }

    public final class Reader: ConcurrentReader {
        private let index: ReaderLocksIndex
        private let slot: ReaderSlot

        fileprivate init(_ index: ReaderLocksIndex) {
            self.index = index
            slot = index.slots.take()
        }

        deinit { index.slots.giveBack(slot) }

        @inline(__always)
        private func read<Result>(_ body: (ListVersion<Base>) -> Result) -> Result {
            slot.announce(1)
            guard !index.hasWriter.load(ordering: .acquiring) else {
                slot.leave()
                index.lock.lock()
                defer { index.lock.unlock() }
                return index.current._withUnsafeGuaranteedRef(body)
            }
            defer { slot.leave() }
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
