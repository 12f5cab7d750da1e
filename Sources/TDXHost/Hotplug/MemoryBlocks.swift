import Algorithms
import PhysicalMemory

/// The memory blocks of a machine, by number: block i is the i-th stretch of the block size from address 0. Blocks side by side that are alike are one run.
///
/// - Complexity: a range of blocks costs O(log *n* + its runs), for any number of addresses; inserting or removing a run moves those above it.
struct MemoryBlocks {
    struct State: OptionSet, Hashable {
        var rawValue: UInt8
        static let present = State(rawValue: 1)
        static let online = State(rawValue: 2)
        /// Has a hole or belongs to several nodes: Linux never takes it offline.
        static let isFixed = State(rawValue: 4)
        /// Present since boot, never removed.
        static let fromBoot = State(rawValue: 8)
    }

    /// Blocks side by side in one state, on one node.
    struct Run {
        var blocks: Range<Int>
        var state: State
        var node: NodeID
    }

    /// Where a run begins; it reaches to the next one.
    private struct Border: Hashable {
        var first: Int
        var state: State = []
        /// 0 where no memory is.
        var node: UInt32 = 0

        func isAlike(_ other: Border) -> Bool { state == other.state && node == other.node }
    }

    let pagesPerBlock: UInt64
    /// Blocks that are asked for, present or not.
    private let count: Int
    private var borders: [Border]
    private let bootMemory: [MemoryRegion]

    /// - Parameter end: no block is asked for that ends above it.
    init(_ machine: HotplugMachine, end: PageFrame) {
        pagesPerBlock = machine.blockSize.pages
        bootMemory = machine.bootMemory
        count = Int((max(end, machine.bootMemory.last?.end ?? end).rawValue + pagesPerBlock - 1) / pagesPerBlock)
        borders = [Border(first: 0)]
        for region in machine.bootMemory { addAtBoot(region) }
    }

    private mutating func addAtBoot(_ region: MemoryRegion) {
        let all = touched(by: region.pages)
        let whole = region.pages.wholeBlocks(pagesPerBlock).clamped(to: all)
        change(whole) {
            $0 = Border(first: $0.first, state: [.present, .online, .fromBoot], node: region.node.rawValue)
        }
        let parts = whole.isEmpty ? [all] : [all.lowerBound..<whole.lowerBound, whole.upperBound..<all.upperBound]
        for part in parts {
            change(part) { border in
                // The node of a block of several nodes is the first one's.
                if !border.state.contains(.present) { border.node = region.node.rawValue }
                border.state.formUnion([.present, .online, .fromBoot, .isFixed])
            }
        }
    }

    // MARK: Numbers

    /// The blocks that hold a page of `range`, as far as the table reaches.
    func touched(by range: PageRange) -> Range<Int> {
        let first = min(range.start.rawValue / pagesPerBlock, UInt64(count))
        let last = min((range.end.rawValue + pagesPerBlock - 1) / pagesPerBlock, UInt64(count))
        return Int(first)..<Int(max(first, last))
    }

    func pages(of blocks: Range<Int>) -> PageRange {
        PageRange(UInt64(blocks.lowerBound) * pagesPerBlock, UInt64(blocks.upperBound) * pagesPerBlock)
    }

    func isAligned(_ range: PageRange) -> Bool {
        (range.start.rawValue | range.end.rawValue) & (pagesPerBlock - 1) == 0
    }

    // MARK: Runs

    /// The runs of `blocks`, ascending, cut at its ends.
    func runs(in blocks: Range<Int>) -> [Run] {
        var runs: [Run] = []
        guard !blocks.isEmpty else { return runs }
        for index in self.index(of: blocks.lowerBound)..<borders.count {
            let run = run(index).blocks.clamped(to: blocks)
            guard !run.isEmpty else { break }
            runs.append(Run(blocks: run, state: borders[index].state, node: NodeID(borders[index].node)))
        }
        return runs
    }

    /// All runs of blocks online, ascending.
    var onlineRuns: [Run] { borders.indices.lazy.map { run($0) }.filter { $0.state.contains(.online) } }

    /// Whether all blocks of a block-aligned range are present.
    func arePresent(_ range: PageRange) -> Bool {
        let blocks = touched(by: range)
        return UInt64(blocks.count) * pagesPerBlock == range.count
            && runs(in: blocks).allSatisfy { $0.state.contains(.present) }
    }

    private func run(_ index: Int) -> Run {
        let border = borders[index]
        return Run(
            blocks: border.first..<(index + 1 < borders.count ? borders[index + 1].first : max(count, border.first)),
            state: border.state, node: NodeID(border.node))
    }

    /// The run that holds a block.
    private func index(of block: Int) -> Int { borders.partitioningIndex { $0.first > block } - 1 }

    // MARK: Changes

    mutating func add(_ blocks: Range<Int>, node: NodeID) {
        change(blocks) { $0 = Border(first: $0.first, state: .present, node: node.rawValue) }
    }

    mutating func remove(_ blocks: Range<Int>) { change(blocks) { $0 = Border(first: $0.first) } }

    /// - Precondition: the blocks are present.
    mutating func setOnline(_ blocks: Range<Int>, _ isOnline: Bool) {
        change(blocks) { if isOnline { $0.state.insert(.online) } else { $0.state.remove(.online) } }
    }

    /// - Precondition: the blocks are present.
    mutating func move(_ blocks: Range<Int>, to node: NodeID) { change(blocks) { $0.node = node.rawValue } }

    private mutating func change(_ blocks: Range<Int>, _ body: (inout Border) -> Void) {
        guard !blocks.isEmpty else { return }
        let low = cut(at: blocks.lowerBound)
        let high = cut(at: blocks.upperBound)
        for index in low..<high { body(&borders[index]) }
        // What became alike is one run again.
        var kept = max(low, 1) - 1
        let end = min(high + 1, borders.count)
        for index in kept + 1..<end where !borders[index].isAlike(borders[kept]) {
            kept += 1
            borders[kept] = borders[index]
        }
        if kept + 1 < end { borders.removeSubrange(kept + 1..<end) }
    }

    /// The run that begins with a block, cut off the one before where there is none.
    private mutating func cut(at block: Int) -> Int {
        guard block < count else { return borders.count }
        let index = index(of: block)
        guard borders[index].first < block else { return index }
        borders.insert(Border(first: block, state: borders[index].state, node: borders[index].node), at: index + 1)
        return index + 1
    }

    // MARK: Memory

    /// The memory of a present block of boot, without its holes. - Complexity: O(log regions at boot).
    private func memory(of block: Int) -> [PageRange] {
        let pages = pages(of: block..<block + 1)
        let first = bootMemory.firstIndex(endingAbove: pages.start)
        return bootMemory[first...].prefix { $0.start < pages.end }.map { $0.pages.intersection(pages) }
    }

    /// Parts of a run, ascending, each with whether all memory of its blocks lies in `ranges`; holes do not matter.
    /// - Complexity: O(log ranges), the parts, and the blocks with holes.
    func parts(of run: Run, in ranges: PageRanges) -> [(blocks: Range<Int>, isCovered: Bool)] {
        guard run.state.isSuperset(of: [.fromBoot, .isFixed]) else {
            return WholeBlocks(ranges: ranges, pagesPerBlock: pagesPerBlock).parts(of: run.blocks)
        }
        return run.blocks.map { block in (block..<block + 1, memory(of: block).allSatisfy { ranges.covers($0) }) }
    }

    /// Present memory as memblock knows it: ascending, disjoint, touching regions of one node merged where blocks were plugged in.
    /// - Complexity: O(runs + regions at boot).
    func presentMemory() -> [MemoryRegion] {
        var memory: [MemoryRegion] = []
        var boot = bootMemory[...]
        for run in borders.indices.lazy.map({ run($0) }) where run.state.contains(.present) {
            let pages = pages(of: run.blocks)
            guard run.state.contains(.fromBoot) else {
                memory.appendJoining(MemoryRegion(pages: pages, node: run.node))
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
