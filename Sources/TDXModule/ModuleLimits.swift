public import PhysicalMemory

/// The limits on TDMRs in the module's metadata (TDH.SYS.RD / TDH.SYS.INFO).
public struct ModuleLimits: Hashable, Sendable {
    /// Most TDMRs in one configuration. The real module: 64.
    public var maxTDMRs: Int
    /// Most reserved areas of one TDMR. The real module: 16.
    public var maxReservedAreas: Int
    /// Bytes of one PAMT entry of each level. The real module: 16 at all levels. 0: that table does not exist.
    public var pamtEntrySize4K: ByteCount
    /// Bytes of PAMT for each 2 MiB page.
    public var pamtEntrySize2M: ByteCount
    /// Bytes of PAMT for each 1 GiB page.
    public var pamtEntrySize1G: ByteCount
    /// Bits of the bitmap that stands for the 4K level with dynamic PAMT, for each 4 KiB page: PAMT_PAGE_BITMAP_ENTRY_BITS. Every public module: 1.
    public var pamtBitmapBits: Int

    public init(
        maxTDMRs: Int = 64, maxReservedAreas: Int = TDMRInfo.reservedAreaSlots,
        pamtEntrySize4K: ByteCount = ByteCount(16), pamtEntrySize2M: ByteCount = ByteCount(16),
        pamtEntrySize1G: ByteCount = ByteCount(16),
        pamtBitmapBits: Int = 1
    ) {
        self.pamtBitmapBits = pamtBitmapBits
        self.maxTDMRs = maxTDMRs
        self.maxReservedAreas = maxReservedAreas
        self.pamtEntrySize4K = pamtEntrySize4K
        self.pamtEntrySize2M = pamtEntrySize2M
        self.pamtEntrySize1G = pamtEntrySize1G
    }

    /// The public module's limits: 64 TDMRs, 16 reserved areas, 16-byte entries.
    public static let standard = ModuleLimits()

    /// Bytes of PAMT for each page of `level`.
    public func pamtEntrySize(_ level: PAMTLevel) -> ByteCount {
        switch level {
        case .page4K: pamtEntrySize4K
        case .page2M: pamtEntrySize2M
        case .page1G: pamtEntrySize1G
        }
    }
}
