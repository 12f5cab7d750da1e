import PhysicalMemory

/// The standard library's sort. - Complexity: O(n log n).
struct LibrarySorter: RegionSorter {
    let name = "library-sort"

    init() {}

    func sorted(_ regions: [MemoryRegion]) -> [MemoryRegion] { regions.sorted { $0.start < $1.start } }
}
