import PhysicalMemory

/// The zones of a machine, built from its runs of memory in ascending order. Zone number: 3 * node number + 0 (DMA), 1 (DMA32) or 2 (NORMAL).
struct Zones {
    let nodes: NodeNumbering
    private(set) var starts: [PageFrame]
    /// The parts of runs above 1 MiB that have at least `smallestRun`, each with its zone number.
    private(set) var runs: [(pool: Int, run: PageRange)] = []
    private let smallestRun: ByteCount

    private static let dma32 = PageFrame(containing: PhysicalAddress(1 << 24))
    private static let normal = PageFrame(containing: PhysicalAddress(1 << 32))

    init(_ memory: [MemoryRegion], smallestRun: ByteCount) {
        nodes = NodeNumbering(memory)
        starts = Array(repeating: PageFrame(.max), count: 3 * nodes.nodes.count)
        self.smallestRun = smallestRun
    }

    mutating func add(_ run: MemoryRegion) {
        guard !run.pages.isEmpty, let number = nodes.number(of: run.node) else { return }
        guard run.start < Self.normal else { return add(run.pages, zone: 3 * number + 2) }
        add(run.pages.intersection(PageRange(start: PageFrame(0), end: Self.dma32)), zone: 3 * number)
        add(run.pages.intersection(PageRange(start: Self.dma32, end: Self.normal)), zone: 3 * number + 1)
        add(run.pages.intersection(PageRange(start: Self.normal, end: PageFrame(.max))), zone: 3 * number + 2)
    }

    private mutating func add(_ piece: PageRange, zone: Int) {
        guard !piece.isEmpty else { return }
        if piece.start < starts[zone] { starts[zone] = piece.start }
        let usable = PageRange(start: max(piece.start, .tdxMinimum), end: piece.end)
        if usable.count >= smallestRun.pages { runs.append((zone, usable)) }
    }
}
