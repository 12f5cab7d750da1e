public import PhysicalMemory
public import TDXModule

/// The memlist as one contiguous array: 24 bytes an entry, walked at the speed of memory.
public struct ArrayMemlist: Memlist {
    public static var name: String { "array" }
    public let entries: [MemoryRegion]

    @inlinable init(entries: [MemoryRegion]) { self.entries = entries }

    @inlinable public var count: Int { entries.count }
    public var sizeInBytes: Int { entries.capacity * MemoryLayout<MemoryRegion>.stride }
}

/// Builds an `ArrayMemlist`.
/// - Complexity: O(n), one pass. Where nothing is clamped or dropped the regions' own storage is shared and nothing is copied.
public enum ArrayMemlistBuilder<Check: ConvertibilityCheck>: MemlistBuilder {
    public static var name: String { ArrayMemlist.name + Check.suffix }
    public static var checksConvertibility: Bool { !Check.suffix.isEmpty }

    public static func build(_ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) -> ArrayMemlist {
        var check = Check(cmrs: cmrs)
        let kept = try intactPrefix(of: regions, check: &check)
        if kept == regions.count { return ArrayMemlist(entries: regions) }
        var entries: [MemoryRegion] = []
        entries.reserveCapacity(regions.count)
        entries.append(contentsOf: regions[..<kept])
        try walkMemlist(regions, check: &check, from: kept) { entries.append($0) }
        return ArrayMemlist(entries: entries)
    }

    /// How many regions from the first one on become entries as they are.
    private static func intactPrefix(of regions: [MemoryRegion], check: inout Check) throws(ConstructionError) -> Int {
        var previousEnd = PageFrame.tdxMinimum
        for index in regions.indices {
            let region = regions[index]
            // Out of order, to be clamped or empty: the walk says which.
            guard previousEnd <= region.start, region.start < region.end else { return index }
            guard check.admits(region.pages) else { throw .notConvertible(region) }
            previousEnd = region.end
        }
        return regions.count
    }
}
