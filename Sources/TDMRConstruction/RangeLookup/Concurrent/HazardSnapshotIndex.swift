import Guarded
public import PhysicalMemory
import Synchronization

/// A snapshot guarded by hazard pointers: a reader publishes a pointer to the list that it uses, and no thread frees a list that a reader has published.
///
/// Between reading the current list and publishing it, a writer may have replaced and freed it. So the reader reads again: if the same list is still current,
/// the writer that replaces it reads the hazard pointers later and finds it there.
///
/// - Reader: two reads of a line that only writers change and two writes to its own. Where the system has no process-wide barrier, a memory barrier more. It
///   never waits; it starts again when a replacement falls between the two reads.
/// - Writer: builds first and exchanges one word. Once in up to 16 replacements it executes a barrier on every processor (some microseconds) and frees the lists that no
///   reader has published. It waits for other writers only.
/// - Memory: a sleeping reader keeps at most one list alive; up to 15 other lists and 64 KiB wait for a later `replace` or for
///   `reclaim`. 128 bytes per reader.
/// - Progress: readers lock-free, and wait-free while there is no writer; see Michael, "Hazard Pointers", IEEE TPDS 15(6), 2004.
public final class HazardSnapshotIndex<Base: RangeIndex>: ConcurrentIndex {
    public static var name: String { "hazard-snapshot" }

    private let builder: IndexBuilder<Base>
    private let slots: ReaderSlots
    private let current: Atomic<Unmanaged<ListVersion<Base>>>
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
            // Releasing for readers of the new list, acquiring for the old one's last release.
            let old = current.exchange(new, ordering: .acquiringAndReleasing)
            $0.add(old, mark: Self.mark(old))
            if $0.isWorthFreeing { free(&$0) }
        }
    }

    public func reclaim() { retired.withLock { free(&$0) } }

    /// Frees the retired lists that no reader has published. They were replaced before, so no reader can obtain one any more.
    private func free(_ retired: inout RetiredLists<Base>) {
        guard !retired.isEmpty else { return }
        slots.barrier()
        let held = slots.announced
        retired.free { !held.contains($0) }
    }

    /// The number that a reader of the list announces: its address.
    @inline(__always)
    private static func mark(_ version: Unmanaged<ListVersion<Base>>) -> UInt { UInt(bitPattern: version.toOpaque()) }

    public func makeReader() -> Reader { Reader(self) }

    /// The writers' lock keeps the current list alive.
    public var size: ByteCount {
        retired.withLock { _ in current.load(ordering: .acquiring)._withUnsafeGuaranteedRef { $0.base.size } }
    }

    public final class Reader: ConcurrentReader {
        private let index: HazardSnapshotIndex
        private let slot: ReaderSlot

        fileprivate init(_ index: HazardSnapshotIndex) {
            self.index = index
            slot = index.slots.take()
        }

        deinit { index.slots.giveBack(slot) }

        @inline(__always)
        private func read<Result>(_ body: (ListVersion<Base>) -> Result) -> Result {
            var version = index.current.load(ordering: .relaxed)
            while true {
                slot.announce(HazardSnapshotIndex.mark(version))
                let again = index.current.load(ordering: .acquiring)
                if again.toOpaque() == version.toOpaque() { break }
                version = again
            }
            defer { slot.leave() }
            return version._withUnsafeGuaranteedRef(body)
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
