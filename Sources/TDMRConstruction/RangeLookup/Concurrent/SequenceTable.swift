import CLookupKernels
import PhysicalMemory
import Synchronization

/// A sorted list that may be written while it is searched: every word is atomic, and a search that reads words of two lists still ends, inside the table, with a
/// meaningless answer.
///
/// Its capacity never changes, and its count never exceeds it. Searched as `BranchFreeSearch` does.
final class SequenceTable: @unchecked Sendable {
    // Unchecked, and sound: the words are atomic and live as long as `self`.
    private let words: UnsafeMutablePointer<Atomic<UInt64>>
    private let count = Atomic(0)
    let capacity: Int

    /// An empty table for at least `count` ranges.
    init(holding count: Int) {
        var capacity = 16
        while capacity < count { capacity *= 2 }
        self.capacity = capacity
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 16 * capacity, alignment: 64)
        words = memory.bindMemory(to: Atomic<UInt64>.self, capacity: 2 * capacity)
        for i in 0..<2 * capacity { (words + i).initialize(to: Atomic(0)) }
    }

    deinit {
        words.deinitialize(count: 2 * capacity)
        UnsafeMutableRawPointer(words).deallocate()
    }

    var size: ByteCount { ByteCount(UInt64(16 * capacity)) }

    /// Overwrites the ranges. The writes are not ordered among each other: the caller's sequence number orders them.
    /// - Precondition: the table has the capacity, and no other thread writes.
    func write(_ memlist: OrderedMemlist) {
        precondition(memlist.count <= capacity)
        memlist.forEachRange { index, range in
            words[2 * index].store(range.start.rawValue, ordering: .relaxed)
            words[2 * index + 1].store(range.end.rawValue, ordering: .relaxed)
        }
        count.store(memlist.count, ordering: .relaxed)
    }

    /// Whether a range holds `query`, if no thread wrote meanwhile.
    @inline(__always)
    func covers(_ query: PageRange) -> Bool {
        var length = count.load(ordering: .relaxed)
        guard length > 0 else { return false }
        var base = 0
        while length > 1 {
            let half = length / 2
            let isBelow: UInt64 = words[2 &* (base &+ half)].load(ordering: .relaxed) <= query.start.rawValue ? 1 : 0
            base &+= half & Int(truncatingIfNeeded: lookup_opaque(0 &- isBelow))
            length &-= half
        }
        let start = words[2 &* base].load(ordering: .relaxed)
        let end = words[2 &* base &+ 1].load(ordering: .relaxed)
        return (start <= query.start.rawValue ? 1 : 0) & (query.end.rawValue <= end ? 1 : 0) as UInt64 != 0
    }
}
