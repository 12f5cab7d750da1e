import PhysicalMemory
import TDXModule

/// A synthetic machine with every property decided, each as in `SyntheticMachine`; `map()` lays it out.
struct MachinePlan: Hashable, Sendable {
    var sockets: Int
    var nodesPerSocket: Int
    var nodeSize: ByteCount
    var isTDXHost: Bool
    var cmrsKnown: Bool
    /// Node boundaries where low memory ends, short strips, scattered single reserved pages: as AMD boards have them.
    var isAMDStyle: Bool

    var lowTop: PhysicalAddress
    var lowFragments: Int
    var lowCluster: ByteCount?
    var hasLastLowPage: Bool
    var earlyHole: PageRange?
    var mmioHole: ByteCount
    var highStart: ByteCount

    var strip: ByteCount
    var nodeStride: ByteCount?
    var sparseHole: ByteCount
    var hasTebibyteHole: Bool

    var cxlWindows: Int
    var cxlSize: ByteCount
    var isCXLMemoryAtBoot: Bool
    var hotplugWindows: Int
    var hotplugSize: ByteCount

    var processorsPerSocket: Int
    var keyIDs: KeyIDCounts
    var regions: Int?

    /// Seeds of the random choices when the machine is laid out: low memory, the holes above 4 GiB, the types of firmware entries.
    var lowSeed: UInt64
    var highSeed: UInt64
    var firmwareSeed: UInt64

    /// Nodes that have processors and DRAM.
    var nodes: Int { sockets * nodesPerSocket }

    /// By how much the first node's strip is longer than that of the other nodes.
    var firstStripExtra: ByteCount {
        let isIntelStrip = strip >= .mib(64) || isTDXHost && nodeStride != nil
        return isIntelStrip ? TDXHostStatistics.firstStripExtra : .zero
    }
}
