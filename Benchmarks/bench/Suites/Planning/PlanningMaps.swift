import PhysicalMemory
import TDMRConstruction
import TDXModule

/// Machines on which the cost of planning grows with the regions alone.
enum PlanningMaps {
    /// 64 nodes of 64 GiB, each a run of 8 GiB and the rest in pieces with neutral memory between them; one CMR over each two nodes.
    static func pieces(regions: Int) -> ConstructionInput {
        let nodes: UInt64 = 64
        let perNode = max(2, UInt64(regions) / nodes)
        let granules: UInt64 = 64
        var list: [MemoryRegion] = []
        list.reserveCapacity(Int(perNode * nodes))
        for node in 0..<nodes {
            let start = (4 + node * granules) * PageFrame.perGranule
            let run = 8 * PageFrame.perGranule
            let id = NodeID(UInt32(node))
            list.append(MemoryRegion(pages: PageRange(start, start + run), node: id))
            let rest = (granules - 8) * PageFrame.perGranule
            for piece in 0..<(perNode - 1) {
                let from = start + run + rest * piece / (perNode - 1)
                let to = start + run + rest * (piece + 1) / (perNode - 1)
                list.append(MemoryRegion(pages: PageRange(from, max(from + 1, to - 1)), node: id))
            }
        }
        let cmrs = (0..<32 as Range<UInt64>).map { pair in
            CMR(
                base: PageFrame((4 + 2 * pair * granules) * PageFrame.perGranule).address,
                size: .gib(2 * granules) - .pages(256))
        }
        return ConstructionInput(regions: list, cmrs: cmrs)
    }
}
