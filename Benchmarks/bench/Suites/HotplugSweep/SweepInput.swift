import PhysicalMemory
import SeededRandom

/// A machine with one entry of 8 TiB on top of smaller ones, and room above it.
struct SweepInput: Sendable {
    let memlist: [MemoryRegion]
    let blockSize: ByteCount
    let blocksPerRange: Int
    /// Where the large entry starts; a range starts up to `reach` above it, or as much above its end.
    private let start: PageFrame
    private static let entrySize = ByteCount.gib(8192)
    private static let reach = ByteCount.gib(4096)

    init(entries: Int, length: ByteCount, blockSize: ByteCount) {
        self.blockSize = blockSize
        blocksPerRange = Int(length.rawValue / blockSize.rawValue)
        // Small entries of one block each, every second block.
        let step = ByteCount.gib(4).pages
        var list = (1..<UInt64(entries)).map {
            MemoryRegion(pages: PageRange($0 * step, $0 * step + step / 2), node: NodeID(0))
        }
        start = PageFrame(UInt64(entries) * step)
        list.append(MemoryRegion(pages: PageRange(start: start, end: start + Self.entrySize.pages), node: NodeID(1)))
        memlist = list
    }

    /// The first page of a range.
    func draw(_ random: inout SeededRandom) -> PageFrame {
        let offset = random.below(Self.reach.rawValue / blockSize.rawValue) * blockSize.pages
        return start + offset + (random.next() & 1) * Self.entrySize.pages
    }

    /// How many blocks of the range may go online.
    func expected(_ start: PageFrame) -> Int {
        (0..<UInt64(blocksPerRange)).count { block in
            let range = PageRange(start: start + block * blockSize.pages, end: start + (block + 1) * blockSize.pages)
            return memlist.contains { $0.pages.contains(range) }
        }
    }
}
