import CLookupKernels
import Guarded
public import PhysicalMemory
import Synchronization

/// A sequence lock: the list is overwritten in place, and a reader retries when the number of writes changed meanwhile.
///
/// It cannot wrap another `RangeIndex`: a reader searches a table that a writer may be changing, so each word must be atomic and each search must end whatever it
/// reads. It has a sorted table of its own with a branch-free binary search. A list that does not fit gets a table of twice the size; the old one
/// is kept, because a reader may still use it, so that all tables together are at most twice the largest.
///
/// - Reader: writes nothing: two reads of a line that only writers change, around the search. It spins while a writer writes and starts again when one
///   did; after some attempts it waits at the writers' lock. A long batch is more likely to be retried.
/// - Writer: writes 16 bytes per entry while readers spin; no list is built, and none freed. It waits for other writers and for readers that gave up.
/// - Memory: 16 bytes per entry of capacity; outgrown tables stay as long as the index lives.
/// - Progress: blocking, since readers wait for a writer that is preempted; a reader's attempts are bounded.
///
/// The order of the reads and writes is that of Boehm, "Can seqlocks get along with programming language memory models?", 2012.
public final class SequenceLockIndex: ConcurrentIndex, @unchecked Sendable {
    public static let name = "seq-lock"
    /// Attempts before a reader waits at the lock.
    private static let attempts = 32

    private let predicate: CoverPredicate
    /// Twice the number of writes that were finished, and one more during a write.
    private let sequence = Atomic<UInt64>(0)
    private let table: Atomic<Unmanaged<SequenceTable>>
    private let writers = ThreadMutex()
    // Unchecked, and sound: touched only under the writers' lock.
    private var tables: [SequenceTable]

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        let memlist = try OrderedMemlist(memlist, predicate: predicate)
        let first = SequenceTable(holding: memlist.count)
        first.write(memlist)
        self.predicate = predicate
        tables = [first]
        table = Atomic(.passUnretained(first))
    }

    public func replace(with memlist: [MemoryRegion]) throws(RangeIndexError) {
        let memlist = try OrderedMemlist(memlist, predicate: predicate)
        writers.withLock {
            var written = tables[tables.count - 1]
            if memlist.count > written.capacity {
                written = SequenceTable(holding: memlist.count)
                tables.append(written)
            }
            let finished = sequence.load(ordering: .relaxed)
            sequence.store(finished + 1, ordering: .relaxed)
            // A thread that reads one of the words written below, and then the number, reads this odd number or a later one.
            atomicMemoryFence(ordering: .releasing)
            written.write(memlist)
            // Releasing: a reader of a new table's pointer also sees its size.
            table.store(.passUnretained(written), ordering: .releasing)
            sequence.store(finished + 2, ordering: .releasing)
        }
    }

    public func makeReader() -> Reader { Reader(self) }

    /// All tables.
    public var size: ByteCount { writers.withLock { tables.reduce(.zero) { $0 + $1.size } } }

    public final class Reader: ConcurrentReader {
        private let index: SequenceLockIndex

        fileprivate init(_ index: SequenceLockIndex) { self.index = index }

        /// Retries until all answers are from one list. `body` may return early when a retry is certain.
        @inline(__always)
        private func read<Result>(_ body: (_ table: borrowing SequenceTable, _ isInVain: () -> Bool) -> Result)
            -> Result
        {
            for _ in 0..<SequenceLockIndex.attempts {
                let before = index.sequence.load(ordering: .acquiring)
                if before & 1 == 0 {
                    let result = index.table.load(ordering: .acquiring)._withUnsafeGuaranteedRef { table in
                        body(table) { index.sequence.load(ordering: .relaxed) != before }
                    }
                    // The number is read after all words.
                    atomicMemoryFence(ordering: .acquiring)
                    if index.sequence.load(ordering: .relaxed) == before { return result }
                }
                lookup_pause()
            }
            index.writers.lock()
            defer { index.writers.unlock() }
            return index.table.load(ordering: .relaxed)._withUnsafeGuaranteedRef { body($0) { false } }
        }

        public func covers(_ query: PageRange) -> Bool { read { table, _ in table.covers(query) } }

        /// Checks after each word of answers whether a write has made a retry necessary.
        public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
            read { table, isInVain in
                for word in 0..<(queries.count + 63) / 64 {
                    let first = word &* 64
                    var bits: UInt64 = 0
                    for i in 0..<min(64, queries.count &- first) {
                        bits |=
                            lookup_opaque(table.covers(queries[unchecked: first &+ i]) ? 1 : 0)
                            &<< UInt64(truncatingIfNeeded: i)
                    }
                    answers[word] = bits
                    if isInVain() { return }
                }
            }
        }

        public func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
            askOneByOne(queries, into: &answers)
        }
    }
}
