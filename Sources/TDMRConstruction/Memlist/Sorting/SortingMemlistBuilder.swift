import PhysicalMemory
import TDXModule

/// Builds an `ArrayMemlist` of regions in any order: sorts them first. What still overlaps then is refused with the two regions named.
struct SortingMemlistBuilder: MemlistBuilder {
    /// What brings the regions into order.
    let sorter: any RegionSorter
    let test: ConvertibilityTest

    /// A builder for regions in any order: `sorter` first, then as the array builder.
    init(_ sorter: any RegionSorter, _ test: ConvertibilityTest = .none) {
        self.sorter = sorter
        self.test = test
    }

    var name: String { "\(ArrayMemlist.name)+\(sorter.name)\(test.suffix)" }

    var requiresOrder: Bool { false }

    func build(_ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) -> ArrayMemlist {
        try ArrayMemlistBuilder(test).build(sorter.sorted(regions), cmrs: cmrs)
    }
}
