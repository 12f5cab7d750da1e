public import PhysicalMemory
public import TDXModule

/// The input of a packer: the TDMRs in ascending order, the tables of each, and the machine's memory.
public struct ReservedAreaProblem: Hashable, Sendable {
    /// The TDMRs, ascending, of whole GiB.
    public var tdmrs: [PageRange]
    /// One placement for each TDMR.
    public var placements: [PAMTPlacement]
    /// The entries, ascending and disjoint.
    public var memlist: [MemoryRegion]
    /// CMRs in module order, unused slots included; nil when unknown.
    public var cmrs: [CMR]?
    /// Most areas of one TDMR.
    public var maxReservedAreas: Int

    public init(
        tdmrs: [PageRange], placements: [PAMTPlacement], memlist: [MemoryRegion], cmrs: [CMR]?, maxReservedAreas: Int
    ) {
        self.tdmrs = tdmrs
        self.placements = placements
        self.memlist = memlist
        self.cmrs = cmrs
        self.maxReservedAreas = maxReservedAreas
    }
}
