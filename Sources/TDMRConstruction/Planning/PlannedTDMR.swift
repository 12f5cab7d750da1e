public import PhysicalMemory
public import TDXModule

/// One TDMR of a layout, with the node its PAMT was asked on.
public struct PlannedTDMR: Hashable, Sendable {
    /// What TDH.SYS.CONFIG is given.
    public var info: TDMRInfo
    /// The node asked for the PAMT, wherever the tables landed.
    public var pamtNode: NodeID

    public init(info: TDMRInfo, pamtNode: NodeID) {
        self.info = info
        self.pamtNode = pamtNode
    }

    /// A TDMR put together from the answers of the steps.
    public init(_ range: PageRange, _ placement: PAMTPlacement, areas: [ReservedArea], pamtNode: NodeID) {
        self.init(
            info: TDMRInfo(
                base: range.start.address, size: range.size, pamt1G: placement.table1G, pamt2M: placement.table2M,
                pamt4K: placement.table4K,
                reservedAreas: areas),
            pamtNode: pamtNode)
    }
}
