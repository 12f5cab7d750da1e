public import PhysicalMemory
public import TDXModule

/// The three tables that one TDMR needs, and the node they are wanted on.
public struct PAMTRequest: Hashable, Sendable {
    public var node: NodeID
    public var size1G: ByteCount
    public var size2M: ByteCount
    public var size4K: ByteCount

    /// The tables of a TDMR of whole granules. nil when a table would not fit a quarter of the 64-bit address space: hostile entry sizes.
    public init?(tdmr: PageRange, node: NodeID, limits: ModuleLimits) {
        guard let size1G = Self.size(.page1G, tdmr, limits), let size2M = Self.size(.page2M, tdmr, limits),
            let size4K = Self.size(.page4K, tdmr, limits)
        else { return nil }
        self.node = node
        self.size1G = size1G
        self.size2M = size2M
        self.size4K = size4K
    }

    private static func size(_ level: PAMTLevel, _ tdmr: PageRange, _ limits: ModuleLimits) -> ByteCount? {
        let entries = tdmr.count / level.coverage.pages
        let (size, overflow) = entries.multipliedReportingOverflow(by: limits.pamtEntrySize(level).rawValue)
        return overflow || size > .max / 4 ? nil : ByteCount(size).roundedUp(to: .page)
    }

    /// Pages of the three tables together.
    public var pages: UInt64 { (size1G + size2M + size4K).pages }
}
