package import PhysicalMemory
package import TDXModule

/// Judges coverages: the rules of the family and nothing else.
package enum CoverageOracle {
    /// What is wrong with a cover.
    package enum Fault: Hashable, Sendable, CustomStringConvertible {
        /// Not of whole granules, empty, or not above the one before.
        case outOfPlace(PageRange)
        /// Memory in no TDMR.
        case leftOut(PageRange)
        /// More TDMRs than allowed.
        case tooMany(Int)

        package var description: String {
            switch self {
            case .outOfPlace(let tdmr): "\(tdmr) is out of place"
            case .leftOut(let pages): "leaves out \(pages)"
            case .tooMany(let count): "makes \(count) TDMRs"
            }
        }
    }

    /// What is wrong with a cover; nil when it is whole granules, ascending, disjoint, no more than allowed, and holds every region.
    /// - Complexity: O((*m* + *t*) log (*m* + *t*)) for *m* regions and *t* TDMRs.
    package static func fault(of tdmrs: [PageRange], memlist: [MemoryRegion], limits: ModuleLimits) -> Fault? {
        var end = PageFrame(0)
        for tdmr in tdmrs {
            guard tdmr.start >= end, !tdmr.isEmpty, tdmr.start == tdmr.start.granuleFloor,
                tdmr.end == tdmr.end.granuleFloor
            else { return .outOfPlace(tdmr) }
            end = tdmr.end
        }
        if let open = PageRanges(memlist.lazy.map(\.pages)).subtracting(PageRanges(tdmrs)).first {
            return .leftOut(open)
        }
        return tdmrs.count > limits.maxTDMRs ? .tooMany(tdmrs.count) : nil
    }
}
