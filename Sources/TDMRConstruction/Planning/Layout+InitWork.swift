import Algorithms
public import PhysicalMemory
public import TDXModule

extension Layout {
    /// What the time to initialise the layout's TDMRs depends on, in TDMR order.
    /// - Parameter memory: regions with their nodes, ascending and disjoint. A PAMT outside of all regions counts for the node that it was requested on.
    /// - Parameter joiningRuns: whether touching PAMTs of a node are one allocation, as in the project's own strategies; Linux makes one for each TDMR.
    /// - Complexity: O(*t* log *m*) for *t* TDMRs and *m* regions, and O(*t* log *t*) for the runs.
    public func initWork(memory: [MemoryRegion], joiningRuns: Bool = false) -> [TDMRInitWork] {
        var work = tdmrs.map { tdmr in
            // The 4K table decides: with static PAMT it has all but 1/512 of the bytes written.
            let frame = PageFrame(containing: tdmr.info.pamt4K.base)
            return TDMRInitWork(
                granules: tdmr.info.size.gib, areas: tdmr.info.reservedAreas.count,
                pamtNode: Self.node(of: frame, in: memory) ?? tdmr.pamtNode)
        }
        guard joiningRuns else { return work }
        var tables: [NodeID: [(pages: PageRange, owner: Int)]] = [:]
        for (index, tdmr) in tdmrs.enumerated() {
            let info = tdmr.info
            for pages in PAMTPlacement(table1G: info.pamt1G, table2M: info.pamt2M, table4K: info.pamt4K).runs {
                tables[work[index].pamtNode, default: []].append((pages, index))
            }
            work[index].runs = 0
        }
        for tables in tables.values {
            var end: PageFrame?
            for table in tables.sorted(by: { $0.pages.start < $1.pages.start }) {
                if table.pages.start != end { work[table.owner].runs += 1 }
                end = table.pages.end
            }
        }
        return work
    }

    private static func node(of frame: PageFrame, in memory: [MemoryRegion]) -> NodeID? {
        let region = memory[memory.partitioningIndex { $0.end > frame }...].first
        return region?.pages.contains(frame) == true ? region?.node : nil
    }
}
