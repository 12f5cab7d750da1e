package import PhysicalMemory
package import TDMRConstruction
package import TDXModule

/// The rules of the memlist word for word: what every builder is judged by.
package enum MemlistOracle {
    /// The entries of `regions`, which are ascending and disjoint.
    /// - Parameters:
    ///   - regions: memblock memory regions, ascending and disjoint.
    ///   - cmrs: in module order; nil: no check.
    /// - Throws: `.notConvertible`.
    /// - Complexity: O(regions x CMRs).
    package static func entries(_ regions: [MemoryRegion], cmrs: [CMR]?) throws(ConstructionError) -> [MemoryRegion] {
        var list: [MemoryRegion] = []
        for var region in regions {
            if region.start.rawValue < 256 { region.pages.start = PageFrame(256) }
            if region.start >= region.end { continue }
            if let cmrs, !isInsideOne(region, cmrs) { throw .notConvertible(region) }
            list.append(region)
        }
        return list
    }

    private static func isInsideOne(_ region: MemoryRegion, _ cmrs: [CMR]) -> Bool {
        for cmr in cmrs {
            if cmr.size == .zero { return false }
            let end = cmr.base.rawValue &+ cmr.size.rawValue
            if cmr.base.rawValue <= region.start.rawValue * 4096, region.end.rawValue * 4096 <= end { return true }
        }
        return false
    }
}
