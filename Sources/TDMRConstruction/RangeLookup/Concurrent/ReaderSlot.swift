import CLookupKernels
import Synchronization

/// One reader's word, on two cache lines of its own: processors prefetch lines in pairs, and readers must not share one.
struct ReaderSlot: @unchecked Sendable {
    // Unchecked, and sound: the word is atomic, and lives as long as the `ReaderSlots` that made it.
    private let word: UnsafeMutablePointer<Atomic<UInt>>
    private let isAsymmetric: Bool

    init(isAsymmetric: Bool) {
        self.isAsymmetric = isAsymmetric
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 128)
        word = memory.bindMemory(to: Atomic<UInt>.self, capacity: 1)
        word.initialize(to: Atomic(0))
    }

    func deallocate() {
        word.deinitialize(count: 1)
        UnsafeMutableRawPointer(word).deallocate()
    }

    /// Announces `value`, the epoch or list that the reader uses, before any later read of the shared state.
    ///
    /// Releasing, so that a writer that reads this number instead of the previous one knows that the reader no longer uses what that one stood for.
    @inline(__always)
    func announce(_ value: UInt) {
        word.pointee.store(value, ordering: .releasing)
        if isAsymmetric { lookup_compiler_barrier() } else { atomicMemoryFence(ordering: .sequentiallyConsistent) }
    }

    /// Announces that the reader uses nothing.
    @inline(__always)
    func leave() { word.pointee.store(0, ordering: .releasing) }

    var announced: UInt { word.pointee.load(ordering: .acquiring) }
}
