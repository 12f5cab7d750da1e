public import PhysicalMemory
public import TDXModule

/// The input of a placer: the TDMRs in ascending order with the tables that each needs, and the machine's memory.
public struct PAMTProblem: Hashable, Sendable {
    /// The TDMRs, ascending, of whole GiB.
    public var tdmrs: [PageRange]
    /// One request for each TDMR.
    public var requests: [PAMTRequest]
    /// The memblock memory regions, not the memlist: the first MiB is still in them.
    public var memory: [MemoryRegion]
    /// CMRs in module order; nil when unknown.
    public var cmrs: [CMR]?

    public init(tdmrs: [PageRange], requests: [PAMTRequest], memory: [MemoryRegion], cmrs: [CMR]?) {
        self.tdmrs = tdmrs
        self.requests = requests
        self.memory = memory
        self.cmrs = cmrs
    }
}
