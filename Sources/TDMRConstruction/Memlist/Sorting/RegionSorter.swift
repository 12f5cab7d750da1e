public import PhysicalMemory

/// Brings memory regions, as firmware lists them, into ascending order of their starts. Regions with the same start keep their order.
public protocol RegionSorter: Sendable {
    /// The algorithm's name in `bench`: `radix-sort`, `merge-sort`, ...
    var name: String { get }

    /// `regions` in ascending order.
    func sorted(_ regions: [MemoryRegion]) -> [MemoryRegion]
}

/// The sorters, one line each; the reference, which is the standard library's, first.
public enum RegionSorters {
    /// The members.
    public static let all: [any RegionSorter] = [
        LibrarySorter(),
        MergeSorter(),
        RadixSorter(),
    ]
}

/// The standard library's sort. - Complexity: O(n log n).
public struct LibrarySorter: RegionSorter {
    public let name = "library-sort"

    public init() {}

    public func sorted(_ regions: [MemoryRegion]) -> [MemoryRegion] { regions.sorted { $0.start < $1.start } }
}
