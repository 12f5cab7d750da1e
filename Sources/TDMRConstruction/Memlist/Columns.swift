import PhysicalMemory

/// The columns of a `ColumnMemlist` in one piece of memory, without bounds checks.
///
/// Long columns start at a multiple of 2 MiB and lie in huge pages where the system grants them: three arrays would lie where the allocator puts them, with up to
/// 512 ordinary pages at each end. The allocator gives the memory, not a mapping of its own as for the tables of lookups: a list is written once, and what was freed is used
/// again without a fault.
struct Columns: @unchecked Sendable {
    /// Freed with its last owner.
    private final class Memory {
        let start: UnsafeMutableRawPointer

        init(byteCount: Int) {
            let alignment = byteCount >= 2 * HugePages.size ? HugePages.size : Columns.cacheLine
            start = .allocate(byteCount: byteCount, alignment: alignment)
            HugePages.advise(UnsafeRawBufferPointer(start: start, count: byteCount))
        }

        deinit { start.deallocate() }
    }

    private static let cacheLine = 64

    // Threads that fill one list write different entries.
    private var memory: Memory
    private let starts: UnsafeMutablePointer<PageFrame>
    private let ends: UnsafeMutablePointer<PageFrame>
    private let nodes: UnsafeMutablePointer<NodeID>
    /// Entries for which there is room.
    let capacity: Int

    /// Room for `capacity` entries.
    init(capacity: Int) {
        self.capacity = capacity
        // Each column starts at a cache line.
        let frames =
            (capacity * MemoryLayout<PageFrame>.stride + Self.cacheLine - 1) / Self.cacheLine * Self.cacheLine
        memory = Memory(byteCount: max(2 * frames + capacity * MemoryLayout<NodeID>.stride, 1))
        starts = memory.start.bindMemory(to: PageFrame.self, capacity: capacity)
        ends = (memory.start + frames).bindMemory(to: PageFrame.self, capacity: capacity)
        nodes = (memory.start + 2 * frames).bindMemory(to: NodeID.self, capacity: capacity)
    }

    /// Whether no other copy of the columns has their memory.
    mutating func isUnshared() -> Bool { isKnownUniquelyReferenced(&memory) }

    /// Memory of the entries, without what aligns the columns.
    var size: ByteCount {
        ByteCount(of: PageFrame.self, count: 2 * capacity) + ByteCount(of: NodeID.self, count: capacity)
    }

    /// Writes an entry below the capacity. The three types are trivial: memory that was never written may be assigned to.
    @inline(__always) func set(_ index: Int, _ entry: MemoryRegion) {
        starts[index] = entry.start
        ends[index] = entry.end
        nodes[index] = entry.node
    }

    /// An entry that was written.
    subscript(index: Int) -> MemoryRegion {
        withExtendedLifetime(memory) {
            MemoryRegion(pages: PageRange(start: starts[index], end: ends[index]), node: nodes[index])
        }
    }
}
