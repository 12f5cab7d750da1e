import CLookupKernels
import Guarded
import Synchronization

/// Where the readers of an index say what they are at, so that a writer can find out whether anybody is still at a list.
///
/// A reader announces a number other than 0 and looks at the shared state after that; a writer changes the shared state and looks at the slots after that.
/// Between the two steps of each there is a barrier, so at least one of them sees what the other did: a reader that still saw the old state is seen.
///
/// Readers are many and quick, writers rare: where the system offers it (Linux: membarrier), the writer makes the barrier happen on all processors and the
/// reader's costs nothing but that the compiler keeps the order. Elsewhere both pay for one.
final class ReaderSlots: Sendable {
    private let slots = Guarded(Slots())
    private let isAsymmetric: Bool

    private struct Slots {
        var all: [ReaderSlot] = []
        var free: [ReaderSlot] = []
    }

    /// - Parameter isAsymmetric: false: readers pay for their barrier, whatever the system offers.
    init(isAsymmetric: Bool = true) { self.isAsymmetric = isAsymmetric && Self.hasProcessBarrier }

    deinit { slots.withLock { $0.all.forEach { $0.deallocate() } } }

    /// Whether one thread can put a barrier into all threads of the process.
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

    /// What readers are at now, those at nothing left out. Everything that a reader did before it left a number is done when the number is missing here.
    var announced: [UInt] {
        slots.withLock { $0.all.map { $0.announced }.filter { $0 != 0 } }
    }
}
