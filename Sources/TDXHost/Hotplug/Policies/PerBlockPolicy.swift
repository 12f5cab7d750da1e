public import PhysicalMemory
public import TDMRConstruction

/// Linux: each memory block that goes online is looked up in the memlist by itself, and refused with an error number and no message. Nothing else is checked; an offline through
/// sysfs and one for a removal are the same to it.
///
/// Under `.union` a block may lie across two touching entries.
public struct PerBlockPolicy<Index: RangeIndex>: HotplugPolicy {
    private var memlist: MemoryNotifier<Index>

    /// A policy that asks for single blocks by `predicate`.
    public init(_ predicate: CoverPredicate) { memlist = MemoryNotifier(predicate, queries: .memoryBlocks) }

    public mutating func didEnableTDX(over memlist: [MemoryRegion]) { self.memlist.watch(memlist) }

    public mutating func goOnline(_ blocks: BlocksGoingOnline) -> [(blocks: Int, decision: HotplugDecision)] {
        memlist.answers(for: blocks).map { ($0.blocks.count, $0.passes ? .accept : .refuse(.notInMemlist)) }
    }

    public var lookups: Int { memlist.lookups }
}
