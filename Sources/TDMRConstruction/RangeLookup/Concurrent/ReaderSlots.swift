import CLookupKernels
import Guarded
import Synchronization

/// The announcements of an index's readers: an epoch or a list that each uses, so that a writer can find out whether a list is still in use.
///
/// A reader announces a number other than 0, then reads the shared state; a writer changes the shared state, then reads the slots.
/// Each has a barrier between its two steps, so at least one of them sees the other's write: a writer sees every reader that still saw the old state.
///
/// Reads are frequent, writes rare: where the system offers it (Linux: membarrier), the writer executes the barrier on all processors and
/// the reader needs only a compiler barrier. Elsewhere both execute one.
final class ReaderSlots: Sendable {
    private let slots = Guarded(Slots())
    private let isAsymmetric: Bool

    private struct Slots {
        var all: [ReaderSlot] = []
        var free: [ReaderSlot] = []
    }

    /// - Parameter isAsymmetric: false: readers execute a barrier even where the system offers membarrier.
    init(isAsymmetric: Bool = true) { self.isAsymmetric = isAsymmetric && Self.hasProcessBarrier }

    deinit { slots.withLock { $0.all.forEach { $0.deallocate() } } }

    /// Whether one thread can execute a barrier on all threads of the process.
    private static let hasProcessBarrier = lookup_process_barrier_prepare()

    /// A slot that no other reader has.
    func take() -> ReaderSlot {
        slots.withLock {
            if let slot = $0.free.popLast() { return slot }
            let slot = ReaderSlot(isAsymmetric: isAsymmetric)
            $0.all.append(slot)
            return slot
        }
    }

    func giveBack(_ slot: ReaderSlot) { slots.withLock { $0.free.append(slot) } }

    /// The writer's barrier: between its change and `announced`.
    func barrier() {
        if isAsymmetric { lookup_process_barrier() } else { atomicMemoryFence(ordering: .sequentiallyConsistent) }
    }

    /// The numbers that readers announce now, without 0. Where a reader's number is missing, all its reads under that number have completed.
    var announced: [UInt] {
        slots.withLock { $0.all.map { $0.announced }.filter { $0 != 0 } }
    }
}
