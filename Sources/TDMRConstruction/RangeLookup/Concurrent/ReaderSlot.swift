import CLookupKernels
import Synchronization

/// One reader's word, alone on two cache lines: processors fetch lines in pairs, and readers must not slow each other down.
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

    /// Says what the reader is at, ahead of everything it looks at from now on.
    ///
    /// Releasing, so that a writer who finds this number and not the one before knows that the reader has done with that.
    @inline(__always)
    func announce(_ value: UInt) {
        word.pointee.store(value, ordering: .releasing)
        if isAsymmetric { lookup_compiler_barrier() } else { atomicMemoryFence(ordering: .sequentiallyConsistent) }
    }

    /// The reader is at nothing any more.
    @inline(__always)
    func leave() { word.pointee.store(0, ordering: .releasing) }

    var announced: UInt { word.pointee.load(ordering: .acquiring) }
}
