public import PhysicalMemory
public import TDXModule

extension Layout {
    /// What initialising the layout's TDMRs depends on, in TDMR order.
    /// - Parameter memory: regions with their nodes, ascending and disjoint. A PAMT outside of them all counts to the node it was asked on.
    /// - Complexity: O(*t* log *m*) for *t* TDMRs and *m* regions.
    public func initWork(memory: [MemoryRegion]) -> [TDMRInitWork] {
        tdmrs.map { tdmr in
            // The 4K table is all but 1/512 of the bytes written.
            let frame = PageFrame(containing: tdmr.info.pamt4K.base)
            return TDMRInitWork(
                granules: tdmr.info.size.gib, areas: tdmr.info.reservedAreas.count,
                pamtNode: Self.node(of: frame, in: memory) ?? tdmr.pamtNode)
        }
    }

    private static func node(of frame: PageFrame, in memory: [MemoryRegion]) -> NodeID? {
        var low = 0
        var high = memory.count
        while low < high {
            let middle = (low + high) / 2
            if memory[middle].end <= frame { low = middle + 1 } else { high = middle }
        }
        return low < memory.count && memory[low].pages.contains(frame) ? memory[low].node : nil
    }
}
