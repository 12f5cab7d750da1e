public import PhysicalMemory
public import TDXModule

/// One TDMR of a layout, with the node its PAMT was asked on.
public struct PlannedTDMR: Hashable, Sendable {
    public var info: TDMRInfo
    /// The node asked for the PAMT, wherever the tables landed.
    public var pamtNode: NodeID

    public init(info: TDMRInfo, pamtNode: NodeID) {
        self.info = info
        self.pamtNode = pamtNode
    }
}
