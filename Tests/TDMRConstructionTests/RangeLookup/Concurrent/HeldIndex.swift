import Dispatch
import PhysicalMemory
import Synchronization
import TDMRConstruction
import TestSupport
import Testing

/// An index that is counted as long as it lives, and that a query can be held in.
struct HeldIndex: RangeIndex, @unchecked Sendable {
    // Unchecked, and sound: what the reference names is Sendable and lives for ever.
    static let name = "held"
    /// Indexes that are alive. The tests that look at it run one after the other.
    static let alive = Atomic(0)
    /// A query that starts here stays inside until `gate` lets it go.
    static let held = PageRange(.max, .max)
    static let inside = DispatchSemaphore(value: 0)
    static let gate = DispatchSemaphore(value: 0)

    /// Answers that an index gave when it was freed already, or before it had ended.
    static let askedWhenFreed = Atomic(0)

    private final class Life: Sendable {
        let grave: Unmanaged<Grave>

        init(_ grave: Unmanaged<Grave>) {
            self.grave = grave
            HeldIndex.alive.add(1, ordering: .relaxed)
        }

        deinit {
            grave._withUnsafeGuaranteedRef { $0.isFreed.store(true, ordering: .relaxed) }
            HeldIndex.alive.subtract(1, ordering: .relaxed)
        }
    }

    /// Never freed, so that an index that is can still be told from one that is not.
    private final class Grave: Sendable {
        let isFreed = Atomic(false)
    }

    private let base: BinarySearch
    private let life: Life
    private let grave: Unmanaged<Grave>

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        base = try BinarySearch(memlist, predicate: predicate, queries: queries)
        grave = .passRetained(Grave())
        life = Life(grave)
    }

    func covers(_ query: PageRange) -> Bool {
        if query == Self.held {
            Self.inside.signal()
            Self.gate.wait()
        }
        let grave = self.grave
        let answer = base.covers(query)
        grave._withUnsafeGuaranteedRef {
            if $0.isFreed.load(ordering: .relaxed) { Self.askedWhenFreed.add(1, ordering: .relaxed) }
        }
        return answer
    }

    var size: ByteCount { base.size }
}
