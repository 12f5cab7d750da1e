import PhysicalMemory
import TDXModule

/// The patch's own check: every region is compared with the CMRs from the first one on. O(regions x CMRs).
struct NestedScanCheck: ConvertibilityCheck {
    private let ranges: [PageRange]

    init(cmrs: [CMR]) { ranges = cmrs.listed.map(\.wholePages) }

    @inline(__always) mutating func admits(_ pages: PageRange) -> Bool {
        for range in ranges where range.contains(pages) { return true }
        return false
    }
}
