public import PhysicalMemory

/// The standard library's sort. - Complexity: O(n log n).
public struct LibrarySorter: RegionSorter {
    public let name = "library-sort"

    public init() {}

    public func sorted(_ regions: [MemoryRegion]) -> [MemoryRegion] { regions.sorted { $0.start < $1.start } }
}
