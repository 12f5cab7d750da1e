import PhysicalMemory

/// The memory blocks of a machine, by number: block i is the i-th stretch of the block size from address 0.
///
/// - Complexity: a block is two loads. Stretches of 4096 blocks without a present one take 4 bytes each, wherever the highest block lies.
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
    /// Blocks that are asked for, present or not.
    private let count: Int
    /// Where each stretch of blocks stands in the tables; 0 for all that have no present one, at which nothing is ever changed.
    private var stretches: [UInt32]
    private var states: [State]
    private var nodes: [UInt32]
    private static let stretchBits = 12
    private let bootMemory: [MemoryRegion]

    /// - Parameter end: no block is asked for that ends above it.
    init(_ machine: HotplugMachine, end: PageFrame) {
        pagesPerBlock = machine.blockSize.pages
        bootMemory = machine.bootMemory
        count = Int((max(end, machine.bootMemory.last?.end ?? end).rawValue + pagesPerBlock - 1) / pagesPerBlock)
        stretches = Array(repeating: 0, count: count >> Self.stretchBits + 1)
        states = Array(repeating: [], count: 1 << Self.stretchBits)
        nodes = Array(repeating: 0, count: 1 << Self.stretchBits)
        for region in machine.bootMemory { addAtBoot(region) }
    }

    /// Where a block stands in the tables.
    private func place(_ block: Int) -> Int {
        Int(stretches[block >> Self.stretchBits]) << Self.stretchBits | block & (1 << Self.stretchBits - 1)
    }

    /// The same for a block that is going to be present.
    private mutating func madePlace(_ block: Int) -> Int {
        if stretches[block >> Self.stretchBits] == 0 {
            stretches[block >> Self.stretchBits] = UInt32(states.count >> Self.stretchBits)
            states.append(contentsOf: repeatElement([], count: 1 << Self.stretchBits))
            nodes.append(contentsOf: repeatElement(0, count: 1 << Self.stretchBits))
        }
        return place(block)
    }

    /// The blocks of all stretches that have, or had, a present one. Ascending.
    private var tabled: some Sequence<Int> {
        stretches.indices.lazy.filter { [stretches] in stretches[$0] != 0 }.flatMap { [count] stretch in
            stretch << Self.stretchBits ..< min(count, (stretch + 1) << Self.stretchBits)
        }
    }

    private mutating func addAtBoot(_ region: MemoryRegion) {
        let blocks = touched(by: region.pages)
        for block in blocks {
            let isWhole = region.pages.contains(pages(of: block))
            // The node of a block of several nodes is the first one's.
            let place = madePlace(block)
            if !states[place].contains(.present) { nodes[place] = region.node.rawValue }
            states[place].formUnion(isWhole ? [.present, .online, .fromBoot] : [.present, .online, .fromBoot, .isFixed])
        }
    }

    /// The blocks that hold a page of `range`, as far as the table reaches.
    func touched(by range: PageRange) -> Range<Int> {
        let first = min(range.start.rawValue / pagesPerBlock, UInt64(count))
        let last = min((range.end.rawValue + pagesPerBlock - 1) / pagesPerBlock, UInt64(count))
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
    var onlineBlocks: some Sequence<Int> { tabled.lazy.filter { [self] in isOnline($0) } }

    func isPresent(_ block: Int) -> Bool { states[place(block)].contains(.present) }
    func isOnline(_ block: Int) -> Bool { states[place(block)].contains(.online) }
    func isFixed(_ block: Int) -> Bool { states[place(block)].contains(.isFixed) }
    func node(of block: Int) -> NodeID { NodeID(nodes[place(block)]) }

    mutating func add(_ blocks: Range<Int>, node: NodeID) {
        for block in blocks {
            let place = madePlace(block)
            states[place] = .present
            nodes[place] = node.rawValue
        }
    }

    mutating func remove(_ blocks: Range<Int>) {
        for block in blocks where isPresent(block) { states[place(block)] = [] }
    }

    mutating func setOnline(_ block: Int, _ isOnline: Bool) {
        if isOnline { states[place(block)].insert(.online) } else { states[place(block)].remove(.online) }
    }

    mutating func move(_ block: Int, to node: NodeID) { nodes[place(block)] = node.rawValue }

    /// The memory of a present block, without its holes. - Complexity: O(log regions at boot) for a block with holes.
    func memory(of block: Int) -> [PageRange] {
        let pages = pages(of: block)
        guard states[place(block)].isSuperset(of: [.fromBoot, .isFixed]) else { return [pages] }
        let first = bootMemory.firstIndex(endingAbove: pages.start)
        return bootMemory[first...].prefix { $0.start < pages.end }.map { $0.pages.intersection(pages) }
    }

    /// Present memory as memblock knows it: ascending, disjoint, touching regions of one node merged where blocks were plugged in.
    /// - Complexity: O(blocks + regions at boot).
    func presentMemory() -> [MemoryRegion] {
        var memory: [MemoryRegion] = []
        var boot = bootMemory[...]
        for block in tabled where isPresent(block) {
            let pages = pages(of: block)
            guard states[place(block)].contains(.fromBoot) else {
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
