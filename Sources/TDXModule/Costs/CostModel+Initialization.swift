import PhysicalMemory

extension CostModel {
    /// The sums over a layout.
    /// - Complexity: O(*t* * *k*) for *t* TDMRs whose PAMTs lie on *k* nodes.
    public func initTimes(_ tdmrs: some Sequence<TDMRInitWork>, pamt: PAMTMode = .static) -> InitTimeSums {
        var sums = InitTimeSums()
        var nodes: [(node: NodeID, granules: UInt64)] = []
        for tdmr in tdmrs {
            let time = initTime(granules: tdmr.granules, areas: tdmr.areas, pamt: pamt)
            sums.total += time
            sums.longest = max(sums.longest, time)
            if let i = nodes.firstIndex(where: { $0.node == tdmr.pamtNode }) {
                nodes[i].granules += tdmr.granules
            } else {
                nodes.append((tdmr.pamtNode, tdmr.granules))
            }
        }
        let fullest = nodes.lazy.map(\.granules).max() ?? 0
        sums.floor = writeFloor(granules: fullest, pamt: pamt)
        return sums
    }
}
