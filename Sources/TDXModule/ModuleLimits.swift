public import PhysicalMemory

/// What the module's metadata says about TDMRs (TDH.SYS.RD / TDH.SYS.INFO).
public struct ModuleLimits: Hashable, Sendable {
    /// Most TDMRs in one configuration. The real module: 64.
    public var maxTDMRs: Int
    /// Most reserved areas of one TDMR. The real module: 16.
    public var maxReservedAreas: Int
    /// Bytes of one PAMT entry of each level. The real module: 16 at all levels. 0: that table does not exist.
    public var pamtEntrySize4K: ByteCount
    public var pamtEntrySize2M: ByteCount
    public var pamtEntrySize1G: ByteCount

    public init(
        maxTDMRs: Int = 64, maxReservedAreas: Int = 16,
        pamtEntrySize4K: ByteCount = ByteCount(16), pamtEntrySize2M: ByteCount = ByteCount(16), pamtEntrySize1G: ByteCount = ByteCount(16)
    ) {
        self.maxTDMRs = maxTDMRs
        self.maxReservedAreas = maxReservedAreas
        self.pamtEntrySize4K = pamtEntrySize4K
        self.pamtEntrySize2M = pamtEntrySize2M
        self.pamtEntrySize1G = pamtEntrySize1G
    }

    /// The public module's limits: 64 TDMRs, 16 reserved areas, 16-byte entries.
    public static let standard = ModuleLimits()

    public func pamtEntrySize(_ level: PAMTLevel) -> ByteCount {
        switch level {
        case .page4K: pamtEntrySize4K
        case .page2M: pamtEntrySize2M
        case .page1G: pamtEntrySize1G
        }
    }

    /// Bytes of the table of `level` for a TDMR of `granules` GiB: entries times entry size, rounded up to 4 KiB.
    public func pamtSize(_ level: PAMTLevel, granules: UInt64) -> ByteCount {
        let entries = granules * (ByteCount.gib(1).rawValue / level.coverage.rawValue)
        return (entries * pamtEntrySize(level)).roundedUp(to: .page)
    }

    /// Bytes of the three tables together for a TDMR of `granules` GiB.
    public func pamtSize(granules: UInt64) -> ByteCount {
        PAMTLevel.allCases.reduce(.zero) { $0 + pamtSize($1, granules: granules) }
    }
}
