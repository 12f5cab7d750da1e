import PhysicalMemory

/// The sums that T_init is made of; a planner keeps one and adds and takes away TDMRs.
@frozen
public struct InitTimeSums: Hashable, Sendable {
    /// The sum of all p_i: T_init with one LP.
    public var total: Picoseconds
    /// The largest p_i.
    public var longest: Picoseconds
    /// The largest write floor of any node.
    public var floor: Picoseconds

    @inlinable public init(total: Picoseconds = .zero, longest: Picoseconds = .zero, floor: Picoseconds = .zero) {
        self.total = total
        self.longest = longest
        self.floor = floor
    }

    /// T_init of one LP, as Linux does it.
    @inlinable public var serial: Picoseconds { total }

    /// T_init(L): with `processors` LPs. A TDMR admits one LP at a time and its calls may move between LPs, so this is the optimum to within one call.
    /// - Precondition: `processors` > 0.
    @inlinable public func parallel(processors: Int) -> Picoseconds {
        max(longest, total.dividedRoundingUp(by: UInt64(processors)), floor)
    }
}

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
