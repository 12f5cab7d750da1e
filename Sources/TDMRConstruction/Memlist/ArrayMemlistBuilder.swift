public import PhysicalMemory
public import TDXModule

/// Builds an `ArrayMemlist`.
///
/// Where nothing is clamped or dropped, as when the first region starts at 1 MiB or above, the list shares the regions' storage instead of copying it:
/// the build is one read of the regions.
/// - Complexity: O(n), one pass.
public struct ArrayMemlistBuilder: MemlistBuilder {
    public let test: ConvertibilityTest

    /// A builder that checks regions against the CMRs by `test`.
    public init(_ test: ConvertibilityTest = .none) { self.test = test }

    public func build(_ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) -> ArrayMemlist {
        switch test {
        case .none: try build(regions, NoCheck(cmrs: cmrs))
        case .nestedScan: try build(regions, NestedScanCheck(cmrs: cmrs))
        case .mergeSweep: try build(regions, MergeSweepCheck(cmrs: cmrs))
        }
    }

    private func build(_ regions: [MemoryRegion], _ check: consuming some ConvertibilityCheck) throws(ConstructionError)
        -> ArrayMemlist
    {
        var check = check
        let kept = regions.withUnsafeBufferPointer {
            intactRegions($0[...], after: .tdxMinimum, check: &check) { _, _ in }
        }
        if kept == regions.count { return ArrayMemlist(entries: regions) }
        var entries: [MemoryRegion] = []
        entries.reserveCapacity(regions.count)
        entries.append(contentsOf: regions[..<kept])
        try walkMemlist(regions, check: &check, from: kept, after: entries.last?.end ?? PageFrame(0)) {
            entries.append($0)
        }
        return ArrayMemlist(entries: entries)
    }
}
