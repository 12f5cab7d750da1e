public import PhysicalMemory
public import TDXModule

/// Builds a `LinkedMemlist`. - Complexity: O(n), one allocation an entry.
public struct LinkedMemlistBuilder: MemlistBuilder {
    public let test: ConvertibilityTest

    /// A builder that checks regions against the CMRs by `test`.
    public init(_ test: ConvertibilityTest = .none) { self.test = test }

    public func build(_ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) -> LinkedMemlist {
        switch test {
        case .none: try build(regions, NoCheck(cmrs: cmrs))
        case .nestedScan: try build(regions, NestedScanCheck(cmrs: cmrs))
        case .mergeSweep: try build(regions, MergeSweepCheck(cmrs: cmrs))
        }
    }

    private func build(_ regions: [MemoryRegion], _ check: consuming some ConvertibilityCheck) throws(ConstructionError)
        -> LinkedMemlist
    {
        var check = check
        let list = LinkedMemlist()
        try walkMemlist(regions, check: &check) { list.append($0) }
        return list
    }
}
