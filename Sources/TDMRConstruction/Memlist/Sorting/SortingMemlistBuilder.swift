public import PhysicalMemory
public import TDXModule

/// Builds an `ArrayMemlist` of regions in any order: sorts them first. What still overlaps then is refused with the two regions named.
public struct SortingMemlistBuilder: MemlistBuilder {
    /// What brings the regions into order.
    public let sorter: any RegionSorter
    public let test: ConvertibilityTest

    /// A builder for regions in any order: `sorter` first, then as the array builder.
    public init(_ sorter: any RegionSorter, _ test: ConvertibilityTest = .none) {
        self.sorter = sorter
        self.test = test
    }

    public var name: String { "\(ArrayMemlist.name)+\(sorter.name)\(test.suffix)" }

    public var requiresOrder: Bool { false }

    public func build(_ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) -> ArrayMemlist {
        try ArrayMemlistBuilder(test).build(sorter.sorted(regions), cmrs: cmrs)
    }
}
