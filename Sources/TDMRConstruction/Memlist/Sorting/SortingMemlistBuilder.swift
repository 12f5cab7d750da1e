import PhysicalMemory
import TDXModule

/// Builds an `ArrayMemlist` of regions in any order: sorts them first. Overlapping regions are refused, with both named.
struct SortingMemlistBuilder: MemlistBuilder {
    /// The sort that is applied first.
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
