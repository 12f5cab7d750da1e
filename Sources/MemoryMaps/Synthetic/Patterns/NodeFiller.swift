import PhysicalMemory
import SeededRandom

/// Fills one node's TiB upwards, from 4 GiB above its start.
struct NodeFiller {
    private let node: Int
    /// Where the next region starts.
    private var cursor: UInt64
    /// Where it would start if all fragments were of one size.
    private var nominal: UInt64

    init(node: Int) {
        self.node = node
        nominal = UInt64(node) * ByteCount.gib(1024).pages + ByteCount.gib(4).pages
        cursor = nominal
    }

    /// A region and a hole behind it: together `cell` pages on average, and at most half of that more.
    mutating func addFragment(cell: UInt64, _ regions: inout [MemoryRegion], _ random: inout SeededRandom) {
        nominal += cell
        let next = nominal + random.below(cell / 2)
        let hole = random.number(in: 1...cell / 8)
        regions.append(MemoryRegion(cursor, next - hole, node: node))
        cursor = next
    }

    mutating func addRun(_ regions: inout [MemoryRegion], _ random: inout SeededRandom) {
        let length = random.number(in: ByteCount.gib(4).pages...ByteCount.gib(64).pages - 1)
        regions.append(MemoryRegion(cursor, cursor + length, node: node))
        cursor += length + 1
        nominal += length + 1
    }
}
