package import PhysicalMemory
package import TDXModule

/// Judges coverages: the rules of the family and nothing else.
package enum CoverageOracle {
    /// What is wrong with a cover, in a sentence; nil when it is whole granules, ascending, disjoint, no more than allowed, and holds every region.
    /// - Complexity: O((*m* + *t*) log (*m* + *t*)) for *m* regions and *t* TDMRs.
    package static func fault(of tdmrs: [PageRange], memlist: [MemoryRegion], limits: ModuleLimits) -> String? {
        var end = PageFrame(0)
        for tdmr in tdmrs {
            guard tdmr.start >= end, !tdmr.isEmpty, tdmr.start == tdmr.start.granuleFloor,
                tdmr.end == tdmr.end.granuleFloor
            else { return "\(tdmr) is out of place" }
            end = tdmr.end
        }
        if let open = PageRanges(memlist.lazy.map(\.pages)).subtracting(PageRanges(tdmrs)).first {
            return "leaves out \(open)"
        }
        return tdmrs.count > limits.maxTDMRs ? "makes \(tdmrs.count) TDMRs" : nil
    }
}
