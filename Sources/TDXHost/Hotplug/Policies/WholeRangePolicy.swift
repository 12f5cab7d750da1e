import MemoryMaps
import PhysicalMemory
import TDMRConstruction

/// One lookup for all of the memory that is plugged in, before its first block goes online, and one message instead of an error per block. What goes online
/// later through sysfs is still checked block by block.
struct WholeRangePolicy<Index: RangeIndex>: HotplugPolicy {
    private var memlist: MemoryNotifier<Index>

    /// A policy that asks for whole ranges by `predicate`.
    init(_ predicate: CoverPredicate) { memlist = MemoryNotifier(predicate, queries: .anyRange) }

    mutating func didEnableTDX(over memlist: [MemoryRegion]) { self.memlist.watch(memlist) }

    mutating func add(_ region: MemoryRegion, from source: HotplugSource) -> HotplugDecision {
        decide(region.pages)
    }

    var checksWhenAdded: Bool { true }

    mutating func goOnline(_ blocks: BlocksGoingOnline) -> [(blocks: Int, decision: HotplugDecision)] {
        memlist.answers(for: blocks).map { part in
            (
                part.blocks.count,
                part.passes ? .accept : .refuse(.rangeNotInMemlist(blocks.pages(ofBlock: part.blocks.lowerBound)))
            )
        }
    }

    private mutating func decide(_ range: PageRange) -> HotplugDecision {
        memlist.answer(range) ? .accept : .refuse(.rangeNotInMemlist(range))
    }

    var lookups: Int { memlist.lookups }
}
