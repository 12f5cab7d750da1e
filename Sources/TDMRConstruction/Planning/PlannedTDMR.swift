public import PhysicalMemory
public import TDXModule

/// One TDMR of a layout, with the node that its PAMT was requested on.
public struct PlannedTDMR: Hashable, Sendable {
    /// The entry that TDH.SYS.CONFIG is given.
    public var info: TDMRInfo
    /// The node that the PAMT was requested on, wherever the tables lie.
    public var pamtNode: NodeID

    public init(info: TDMRInfo, pamtNode: NodeID) {
        self.info = info
        self.pamtNode = pamtNode
    }

    /// A TDMR put together from the results of the steps.
    public init(_ range: PageRange, _ placement: PAMTPlacement, areas: [ReservedArea], pamtNode: NodeID) {
        self.init(
            info: TDMRInfo(
                base: range.start.address, size: range.size, pamt1G: placement.table1G, pamt2M: placement.table2M,
                pamt4K: placement.table4K,
                reservedAreas: areas),
            pamtNode: pamtNode)
    }
}
