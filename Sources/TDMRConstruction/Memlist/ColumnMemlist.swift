public import PhysicalMemory

/// The memlist as three columns, so that a search over starts reads only those: 20 bytes an entry.
public struct ColumnMemlist: Memlist {
    public static var name: String { "columns" }
    /// The first frame of each entry, ascending.
    public internal(set) var starts: [PageFrame] = []
    /// One past the last frame of each entry.
    public internal(set) var ends: [PageFrame] = []
    /// The node of each entry.
    public internal(set) var nodes: [NodeID] = []

    public var count: Int { starts.count }

    public var entries: [MemoryRegion] {
        starts.indices.map { MemoryRegion(pages: PageRange(start: starts[$0], end: ends[$0]), node: nodes[$0]) }
    }

    public var size: ByteCount {
        ByteCount(of: PageFrame.self, count: starts.capacity + ends.capacity)
            + ByteCount(of: NodeID.self, count: nodes.capacity)
    }
}
