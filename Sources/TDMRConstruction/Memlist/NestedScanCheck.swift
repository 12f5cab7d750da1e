public import PhysicalMemory
public import TDXModule

/// The patch's own check: every region is compared with the CMRs from the first one on. O(regions x CMRs).
public struct NestedScanCheck: ConvertibilityCheck {
    public static var suffix: String { "+cmr-scan" }
    @usableFromInline let ranges: [PageRange]

    @inlinable public init(cmrs: [CMR]) { ranges = cmrs.listed.map(\.wholePages) }

    @inlinable public mutating func admits(_ pages: PageRange) -> Bool {
        for range in ranges where range.contains(pages) { return true }
        return false
    }
}
