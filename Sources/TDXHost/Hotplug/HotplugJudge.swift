import MemoryMaps
import PhysicalMemory
import TDMRConstruction

/// The ground truth: which memory TDX can use, and what harm a decision does.
///
/// TDX can use what it was initialised over, wherever an entry of the memlist ends: TDMRs and their PAMTs know no entries. To let a guest get other memory is
/// wrong, and so is to let convertible memory go while TDX is on. To refuse what does neither is wrong too, with one exception: memory that TDX cannot use
/// may be refused as well as kept apart.
struct HotplugJudge {
    private let machine: HotplugMachine
    private var entries: BinarySearch?
    private var runs: BinarySearch?
    /// By node number: blocks online with memory that TDX cannot use.
    private var unusableBlocks: [Int] = []

    init(_ machine: HotplugMachine) { self.machine = machine }

    /// TDX was initialised over `memlist`, which is ascending and disjoint.
    mutating func tdxIsOn(_ memlist: [MemoryRegion], blocks: MemoryBlocks) {
        entries = try? BinarySearch(memlist, predicate: .oneEntry)
        runs = try? BinarySearch(memlist, predicate: .union)
        unusableBlocks = []
        for block in blocks.onlineBlocks { count(block, blocks, by: 1) }
    }

    /// What the two predicates say of `range`; nil while TDX is not on.
    func predicates(_ range: PageRange) -> HotplugEventResult.Predicates? {
        guard let entries, let runs else { return nil }
        return HotplugEventResult.Predicates(oneEntry: entries.covers(range), union: runs.covers(range))
    }

    /// Whether TDX can use all of `range`; while TDX is not on all memory is alike.
    func isUsable(_ range: PageRange) -> Bool { runs?.covers(range) ?? true }

    /// Whether TDX can use all memory of a block, whose holes do not matter.
    func isUsable(_ block: Int, _ blocks: MemoryBlocks) -> Bool {
        guard let runs else { return true }
        return blocks.memory(of: block).allSatisfy { runs.covers($0) }
    }

    /// Keeps account of a block that went online (1) or offline (-1).
    mutating func count(_ block: Int, _ blocks: MemoryBlocks, by change: Int) {
        guard runs != nil, !isUsable(block, blocks) else { return }
        let node = Int(blocks.node(of: block).rawValue)
        while unusableBlocks.count <= node { unusableBlocks.append(0) }
        unusableBlocks[node] += change
    }

    /// Blocks online on `node` with memory that TDX cannot use.
    func unusable(on node: NodeID) -> Int { Int(node.rawValue) < unusableBlocks.count ? unusableBlocks[Int(node.rawValue)] : 0 }

    /// Whether it is right to let convertible memory of `range` go: only while TDX is not on.
    func mayGo(_ range: PageRange) -> Bool { runs == nil || !machine.overlapsConvertible(range) }
}
