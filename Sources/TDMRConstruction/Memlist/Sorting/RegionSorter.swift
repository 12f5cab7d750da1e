import PhysicalMemory

/// Brings memory regions, as firmware lists them, into ascending order of their starts. Regions with the same start keep their order.
protocol RegionSorter: Sendable {
    /// The algorithm's name in `bench`: `radix-sort`, `merge-sort`, ...
    var name: String { get }

    /// `regions` in ascending order.
    func sorted(_ regions: [MemoryRegion]) -> [MemoryRegion]
}
