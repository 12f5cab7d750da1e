public import PhysicalMemory
public import TDXModule

/// A synthetic machine with every property decided; `map()` lays it out.
public struct MachinePlan: Hashable, Sendable {
    public var sockets: Int
    public var nodesPerSocket: Int
    public var nodeSize: ByteCount
    public var isTDXHost: Bool
    public var cmrsKnown: Bool
    /// Node boundaries where low memory ends, short strips, scattered single reserved pages: the habits of AMD boards.
    public var isAMDStyle: Bool

    public var lowTop: PhysicalAddress
    public var lowFragments: Int
    public var lowCluster: ByteCount?
    public var hasLastLowPage: Bool
    public var earlyHole: PageRange?
    public var mmioHole: ByteCount
    public var highStart: ByteCount

    public var strip: ByteCount
    public var nodeStride: ByteCount?
    public var sparseHole: ByteCount
    public var hasTebibyteHole: Bool

    public var cxlWindows: Int
    public var cxlSize: ByteCount
    public var isCXLMemoryAtBoot: Bool
    public var hotplugWindows: Int
    public var hotplugSize: ByteCount

    public var processorsPerSocket: Int
    public var keyIDs: KeyIDCounts
    public var regions: Int?

    /// Seeds of what is left to chance when the machine is laid out: low memory, the holes above 4 GiB, firmware's choice of entry types.
    var lowSeed: UInt64
    var highSeed: UInt64
    var firmwareSeed: UInt64

    /// Nodes that have processors and DRAM.
    public var nodes: Int { sockets * nodesPerSocket }

    /// What the first node's strip is longer than the others'.
    var firstStripExtra: ByteCount {
        let isIntelStrip = strip >= .mib(64) || isTDXHost && nodeStride != nil
        return isIntelStrip ? TDXHostSurvey.firstStripExtra : .zero
    }
}
