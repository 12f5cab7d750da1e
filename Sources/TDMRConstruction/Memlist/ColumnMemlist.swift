public import PhysicalMemory
public import TDXModule

/// The memlist as three columns, so that a search over starts touches nothing else: 20 bytes an entry.
public struct ColumnMemlist: Memlist {
    public static var name: String { "columns" }
    public internal(set) var starts: [PageFrame] = []
    public internal(set) var ends: [PageFrame] = []
    public internal(set) var nodes: [NodeID] = []

    public var count: Int { starts.count }

    public var entries: [MemoryRegion] {
        starts.indices.map { MemoryRegion(pages: PageRange(start: starts[$0], end: ends[$0]), node: nodes[$0]) }
    }

    public var sizeInBytes: Int {
        (starts.capacity + ends.capacity) * MemoryLayout<PageFrame>.stride + nodes.capacity * MemoryLayout<NodeID>.stride
    }
}

/// Builds a `ColumnMemlist`. - Complexity: O(n), one pass.
public enum ColumnMemlistBuilder<Check: ConvertibilityCheck>: MemlistBuilder {
    public static var name: String { ColumnMemlist.name + Check.suffix }
    public static var checksConvertibility: Bool { !Check.suffix.isEmpty }

    public static func build(_ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) -> ColumnMemlist {
        var check = Check(cmrs: cmrs)
        var list = ColumnMemlist()
        list.starts.reserveCapacity(regions.count)
        list.ends.reserveCapacity(regions.count)
        list.nodes.reserveCapacity(regions.count)
        try walkMemlist(regions, check: &check) {
            list.starts.append($0.start)
            list.ends.append($0.end)
            list.nodes.append($0.node)
        }
        return list
    }
}
