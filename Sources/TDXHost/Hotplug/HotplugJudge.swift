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
    /// Blocks online with memory that TDX cannot use.
    private var unusableBlocks = BlockCounts()

    init(_ machine: HotplugMachine) { self.machine = machine }

    /// TDX was initialised over `memlist`, which is ascending and disjoint.
    mutating func tdxIsOn(_ memlist: [MemoryRegion], blocks: MemoryBlocks) {
        entries = try? BinarySearch(memlist, predicate: .oneEntry)
        usable = PageRanges(memlist.lazy.map(\.pages))
        unusableBlocks = BlockCounts()
        for run in blocks.onlineRuns { wentOnline(run, blocks) }
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

    /// Keeps account of blocks that went online.
    mutating func wentOnline(_ run: MemoryBlocks.Run, _ blocks: MemoryBlocks) {
        let unusable = unusable(in: run, blocks)
        if unusable > 0 { unusableBlocks.add(unusable, on: run.node) }
    }

    /// Keeps account of blocks that went offline.
    mutating func wentOffline(_ run: MemoryBlocks.Run, _ blocks: MemoryBlocks) {
        let unusable = unusable(in: run, blocks)
        if unusable > 0 { unusableBlocks.remove(unusable, on: run.node) }
    }

    /// Blocks of `run` with memory that TDX cannot use; none while it is not on.
    private func unusable(in run: MemoryBlocks.Run, _ blocks: MemoryBlocks) -> Int {
        guard usable != nil else { return 0 }
        return parts(of: run, blocks).reduce(0) { $0 + ($1.isUsable ? 0 : $1.blocks.count) }
    }

    /// Blocks online on `node` with memory that TDX cannot use.
    func unusable(on node: NodeID) -> Int { unusableBlocks[node] }

    /// Whether convertible memory of `range` may be removed: only while TDX is not on.
    func mayGo(_ range: PageRange) -> Bool { usable == nil || !machine.overlapsConvertible(range) }
}
