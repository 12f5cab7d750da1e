import MemoryMaps
import PhysicalMemory
import TDMRConstruction

/// The ground truth: which memory TDX can use, and what harm a decision does.
///
/// TDX can use the memory that it was initialised over, across the borders of memlist entries: TDMRs and PAMTs do not depend on them. It is wrong to let a guest get other memory,
/// and to remove convertible memory while TDX is on. It is also wrong to refuse a change that does neither, with one exception: memory that TDX cannot use
/// may be refused or kept on a node of its own.
struct HotplugJudge {
    private let machine: HotplugMachine
    private var entries: BinarySearch?
    /// What TDX was initialised over; nil while it is not on.
    private var usable: PageRanges?
    /// By node number: blocks online with memory that TDX cannot use.
    private var unusableBlocks: [Int] = []

    init(_ machine: HotplugMachine) { self.machine = machine }

    /// TDX was initialised over `memlist`, which is ascending and disjoint.
    mutating func tdxIsOn(_ memlist: [MemoryRegion], blocks: MemoryBlocks) {
        entries = try? BinarySearch(memlist, predicate: .oneEntry)
        usable = PageRanges(memlist.lazy.map(\.pages))
        unusableBlocks = []
        for run in blocks.onlineRuns { count(run, blocks, by: 1) }
    }

    /// The answers of the two predicates for `range`; nil while TDX is not on.
    func predicates(_ range: PageRange) -> HotplugEventResult.Predicates? {
        guard let entries, let usable else { return nil }
        return HotplugEventResult.Predicates(oneEntry: entries.covers(range), union: usable.covers(range))
    }

    /// Whether TDX can use all of `range`; while TDX is not on all memory is alike.
    func isUsable(_ range: PageRange) -> Bool { usable?.covers(range) ?? true }

    /// Parts of a run, ascending, each with whether TDX can use all memory of its blocks; holes do not matter.
    func parts(of run: MemoryBlocks.Run, _ blocks: MemoryBlocks) -> [(blocks: Range<Int>, isUsable: Bool)] {
        guard let usable else { return [(run.blocks, true)] }
        return blocks.parts(of: run, in: usable).map { ($0.blocks, $0.isCovered) }
    }

    /// Keeps account of blocks that went online (1) or offline (-1).
    mutating func count(_ run: MemoryBlocks.Run, _ blocks: MemoryBlocks, by change: Int) {
        guard usable != nil else { return }
        let unusable = parts(of: run, blocks).reduce(0) { $0 + ($1.isUsable ? 0 : $1.blocks.count) }
        guard unusable > 0 else { return }
        let node = Int(run.node.rawValue)
        while unusableBlocks.count <= node { unusableBlocks.append(0) }
        unusableBlocks[node] += change * unusable
    }

    /// Blocks online on `node` with memory that TDX cannot use.
    func unusable(on node: NodeID) -> Int {
        Int(node.rawValue) < unusableBlocks.count ? unusableBlocks[Int(node.rawValue)] : 0
    }

    /// Whether convertible memory of `range` may be removed: only while TDX is not on.
    func mayGo(_ range: PageRange) -> Bool { usable == nil || !machine.overlapsConvertible(range) }
}
