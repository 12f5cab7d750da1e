import Guarded
public import PhysicalMemory
import Synchronization

/// A snapshot guarded by epochs: a reader announces the epoch in which it entered, and a list is freed when all readers that entered before its replacement have left.
///
/// - Reader: two reads of lines that only writers change and two writes to its own. Where the system has no process-wide barrier, a memory barrier more. It
///   neither waits nor starts again.
/// - Writer: builds first and exchanges one word. Once in up to 16 replacements it executes a barrier on every processor (some microseconds) and frees the lists that can
///   be freed. It waits for other writers only.
/// - Memory: a reader that is preempted in a call keeps all lists alive that are replaced meanwhile, without bound; up to 15 other lists and 64 KiB wait for a
///   later `replace` or for `reclaim`. 128 bytes per reader.
/// - Progress: readers wait-free; see Fraser, "Practical lock-freedom", 2004.
public final class EpochSnapshotIndex<Base: RangeIndex>: ConcurrentIndex {
    public static var name: String { "epoch-snapshot" }

    private let builder: IndexBuilder<Base>
    private let slots: ReaderSlots
    private let current: Atomic<Unmanaged<ListVersion<Base>>>
    /// One more after each replacement. 64 bits do not wrap round.
    private let epoch = Atomic<UInt>(1)
    /// Replaced lists that are not freed yet; locked by a thread that replaces or frees.
    private let retired = Guarded(RetiredLists<Base>())

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

    deinit {
        // Readers keep the index alive, so there is none.
        current.load(ordering: .acquiring).release()
        retired.withLock { $0.free { _ in true } }
    }

    public func replace(with memlist: [MemoryRegion]) throws(RangeIndexError) {
        let new = try builder.build(memlist)
        retired.withLock {
            let old = current.exchange(new, ordering: .acquiringAndReleasing)
            // Releasing: a reader of the new epoch sees the new list.
            let last = epoch.wrappingAdd(1, ordering: .releasing).oldValue
            $0.add(old, mark: last)
            if $0.isWorthFreeing { free(&$0) }
        }
    }

    public func reclaim() { retired.withLock { free(&$0) } }

    private func free(_ retired: inout RetiredLists<Base>) {
        guard !retired.isEmpty else { return }
        slots.barrier()
        let oldest = slots.announced.min() ?? .max
        // A list's mark is the last epoch in which a reader could obtain it.
        retired.free { $0 < oldest }
    }

    public func makeReader() -> Reader { Reader(self) }

    /// The writers' lock keeps the current list alive.
    public var size: ByteCount {
        retired.withLock { _ in current.load(ordering: .acquiring)._withUnsafeGuaranteedRef { $0.base.size } }
    }

    public final class Reader: ConcurrentReader {
        private let index: EpochSnapshotIndex
        private let slot: ReaderSlot

        fileprivate init(_ index: EpochSnapshotIndex) {
            self.index = index
            slot = index.slots.take()
        }

        deinit { index.slots.giveBack(slot) }

        @inline(__always)
        private func read<Result>(_ body: (ListVersion<Base>) -> Result) -> Result {
            // An epoch that has passed meanwhile is harmless: the reader only seems to have entered earlier.
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
