import PhysicalMemory

/// The memory blocks of a machine, by number: block i is the i-th stretch of the block size from address 0.
///
/// - Complexity: a block is a load; the table has one entry per block up to the highest one, present or not.
struct MemoryBlocks {
    private struct State: OptionSet {
        var rawValue: UInt8
        static let present = State(rawValue: 1)
        static let online = State(rawValue: 2)
        /// Has a hole or belongs to several nodes: Linux never takes it offline.
        static let isFixed = State(rawValue: 4)
        /// As the firmware handed it over, never taken away since.
        static let fromBoot = State(rawValue: 8)
    }

    let pagesPerBlock: UInt64
    private var states: [State]
    private var nodes: [UInt32]
    private let bootMemory: [MemoryRegion]

    /// - Parameter end: no block is asked for that ends above it.
    init(_ machine: HotplugMachine, end: PageFrame) {
        pagesPerBlock = machine.blockSize.pages
        bootMemory = machine.bootMemory
        let count = Int((max(end, machine.bootMemory.last?.end ?? end).rawValue + pagesPerBlock - 1) / pagesPerBlock)
        states = Array(repeating: [], count: count)
        nodes = Array(repeating: 0, count: count)
        for region in machine.bootMemory { addAtBoot(region) }
    }

    private mutating func addAtBoot(_ region: MemoryRegion) {
        let blocks = touched(by: region.pages)
        for block in blocks {
            let isWhole = region.pages.contains(pages(of: block))
            // The node of a block of several nodes is the first one's.
            if !states[block].contains(.present) { nodes[block] = region.node.rawValue }
            states[block].formUnion(isWhole ? [.present, .online, .fromBoot] : [.present, .online, .fromBoot, .isFixed])
        }
    }

    /// The blocks that hold a page of `range`, as far as the table reaches.
    func touched(by range: PageRange) -> Range<Int> {
        let first = min(range.start.rawValue / pagesPerBlock, UInt64(states.count))
        let last = min((range.end.rawValue + pagesPerBlock - 1) / pagesPerBlock, UInt64(states.count))
        return Int(first) ..< Int(max(first, last))
    }

    func pages(of block: Int) -> PageRange { PageRange(UInt64(block) * pagesPerBlock, UInt64(block + 1) * pagesPerBlock) }

    /// Whether all blocks of a range of whole ones are present.
    func arePresent(_ range: PageRange) -> Bool {
        let blocks = touched(by: range)
        return UInt64(blocks.count) * pagesPerBlock == range.count && blocks.allSatisfy { isPresent($0) }
    }

    func isAligned(_ range: PageRange) -> Bool { (range.start.rawValue | range.end.rawValue) & (pagesPerBlock - 1) == 0 }

    /// Ascending.
    var onlineBlocks: some Sequence<Int> { states.indices.lazy.filter { [states] in states[$0].contains(.online) } }

    func isPresent(_ block: Int) -> Bool { states[block].contains(.present) }
    func isOnline(_ block: Int) -> Bool { states[block].contains(.online) }
    func isFixed(_ block: Int) -> Bool { states[block].contains(.isFixed) }
    func node(of block: Int) -> NodeID { NodeID(nodes[block]) }

    mutating func add(_ blocks: Range<Int>, node: NodeID) {
        for block in blocks {
            states[block] = .present
            nodes[block] = node.rawValue
        }
    }

    mutating func remove(_ blocks: Range<Int>) {
        for block in blocks { states[block] = [] }
    }

    mutating func setOnline(_ block: Int, _ isOnline: Bool) {
        if isOnline { states[block].insert(.online) } else { states[block].remove(.online) }
    }

    mutating func move(_ block: Int, to node: NodeID) { nodes[block] = node.rawValue }

    /// The memory of a present block, without its holes. - Complexity: O(log regions at boot) for a block with holes.
    func memory(of block: Int) -> [PageRange] {
        let pages = pages(of: block)
        guard states[block].isSuperset(of: [.fromBoot, .isFixed]) else { return [pages] }
        let first = bootMemory.firstIndex(endingAbove: pages.start)
        return bootMemory[first...].prefix { $0.start < pages.end }.map { $0.pages.intersection(pages) }
    }

    /// Present memory as memblock knows it: ascending, disjoint, touching regions of one node merged where blocks were plugged in.
    /// - Complexity: O(blocks + regions at boot).
    func presentMemory() -> [MemoryRegion] {
        var memory: [MemoryRegion] = []
        var boot = bootMemory[...]
        for block in states.indices where states[block].contains(.present) {
            let pages = pages(of: block)
            guard states[block].contains(.fromBoot) else {
                memory.appendJoining(MemoryRegion(pages: pages, node: node(of: block)))
                continue
            }
            while let first = boot.first, first.end <= pages.start { boot.removeFirst() }
            for region in boot.prefix(while: { $0.start < pages.end }) {
                memory.appendJoining(MemoryRegion(pages: region.pages.intersection(pages), node: region.node))
            }
        }
        return memory
    }
}
