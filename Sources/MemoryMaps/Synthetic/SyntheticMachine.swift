public import PhysicalMemory
public import TDXModule

/// The fixed properties of a synthetic machine; those that are nil are drawn from the distributions of real machines.
///
/// `plan(seed:)` draws the rest and `map(seed:)` builds the machine. Each parameter has a stream of random numbers of its own, so fixing one leaves the others
/// as the seed makes them. Only whole numbers are used: the same machine and seed give the same map everywhere.
public struct SyntheticMachine: Hashable, Sendable {
    /// 1 ... 64.
    public var sockets: Int?
    /// Sub-NUMA clusters: 1 ... 8.
    public var nodesPerSocket: Int?
    /// DRAM of each node, a multiple of 1 MiB, 16 MiB ... 64 TiB.
    public var nodeSize: ByteCount?
    /// Whether TDX is enabled in the firmware: strips at the end of nodes, CMRs, a low top and node sizes as such hosts have them.
    public var isTDXHost: Bool?
    /// Whether the CMRs are known; a TDX host's are.
    public var cmrsKnown: Bool?

    /// Top of low usable memory (TOLUD), a multiple of 4 KiB, 16 MiB ... 4 GiB.
    public var lowTop: PhysicalAddress?
    /// Usable regions from 1 MiB up to `lowTop`: 1 ... 1024.
    public var lowFragments: Int?
    /// The last bytes below `lowTop` that hold all low fragments but the largest; nil: wherever the drawn sizes put them.
    public var lowCluster: ByteCount?
    /// Whether a single page that ends at `lowTop` is usable, as on most Sapphire and Emerald Rapids boards.
    public var hasLastLowPage: Bool?
    /// One more hole, inside the largest low fragment: where graphics or the management engine sit.
    public var earlyHole: PageRange?
    /// The window below 4 GiB that DRAM is remapped around, a multiple of 1 MiB below 4 GiB. Node n starts at n times the node size plus this.
    public var mmioHole: ByteCount?
    /// Bytes that the firmware reserves right above 4 GiB.
    public var highStart: ByteCount?

    /// Bytes that the firmware reserves at the end of each node (0: none). Strips of 64 MiB and more are 32 MiB longer on the first node.
    public var strip: ByteCount?
    /// Distance between node bases when larger than a node; the memory remapped from below 4 GiB then lies above the last node.
    public var nodeStride: ByteCount?
    /// A hole above the first node.
    public var sparseHole: ByteCount?
    /// Whether [0xfd00000000, 0x10000000000), the HyperTransport hole below 1 TiB, holds no memory.
    public var hasTebibyteHole: Bool?

    /// Windows of CXL memory right above DRAM, each a node of its own: 0 ... 16.
    public var cxlWindows: Int?
    /// Bytes of each CXL window, a multiple of 128 MiB.
    public var cxlSize: ByteCount?
    /// Whether the first CXL window is memory at boot already, which no CMR covers.
    public var isCXLMemoryAtBoot: Bool?
    /// Hot-pluggable windows far above memory, each a node of its own: 0 ... 64.
    public var hotplugWindows: Int?
    /// Bytes of each hot-pluggable window, a multiple of 128 MiB.
    public var hotplugSize: ByteCount?

    /// Logical processors of one socket: 1 ... 1024.
    public var processorsPerSocket: Int?
    /// KeyIDs of MKTME and of TDX; nil: drawn for a TDX host, else the usual ones.
    public var keyIDs: KeyIDCounts?
    /// Memory regions of the finished map, at most 4,194,304; more than the machine has by itself are made by holes spread over the memory above 4 GiB.
    public var regions: Int?

    /// A machine whose properties are all drawn.
    public init() {}

    /// The map of this machine.
    /// - Throws: `SyntheticError` when fixed properties contradict each other.
    /// - Complexity: O(regions).
    public func map(seed: UInt64) throws(SyntheticError) -> HostMemoryMap {
        try plan(seed: seed).map()
    }
}
