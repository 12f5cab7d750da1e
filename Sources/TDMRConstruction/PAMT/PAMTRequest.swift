public import PhysicalMemory
public import TDXModule

/// The three tables that one TDMR needs, and the node they are wanted on.
public struct PAMTRequest: Hashable, Sendable {
    /// The node the tables are wanted on.
    public var node: NodeID
    /// Bytes of the 1 GiB level, whole pages.
    public var size1G: ByteCount
    /// Bytes of the 2 MiB level, whole pages.
    public var size2M: ByteCount
    /// Bytes of the 4 KiB level, whole pages.
    public var size4K: ByteCount

    /// The tables of a TDMR of whole granules.
    public init(tdmr: PageRange, node: NodeID, sizes: PAMTSizes) {
        let granules = tdmr.count / PageFrame.perGranule
        self.node = node
        size1G = sizes.size(.page1G, granules: granules)
        size2M = sizes.size(.page2M, granules: granules)
        size4K = sizes.size(.page4K, granules: granules)
    }

    /// Bytes of the three tables together, whole pages.
    public var size: ByteCount { size1G + size2M + size4K }
}
