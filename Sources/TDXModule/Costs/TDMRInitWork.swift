public import PhysicalMemory

/// The facts on which the cost of initialising one TDMR depends.
@frozen
public struct TDMRInitWork: Hashable, Sendable {
    /// The TDMR's size in GiB.
    public var granules: UInt64
    /// Its used reserved areas.
    public var areas: Int
    /// The node whose memory its PAMT is written to: where the PAMT lies, not where it was asked.
    public var pamtNode: NodeID

    /// Contiguous allocations that begin with its PAMT; 0: it lies behind that of another TDMR and was allocated with it.
    public var runs: Int

    @inlinable public init(granules: UInt64, areas: Int, pamtNode: NodeID, runs: Int = 1) {
        self.runs = runs
        self.granules = granules
        self.areas = areas
        self.pamtNode = pamtNode
    }
}
