public import PhysicalMemory

/// How the module keeps the PAMT of 4 KiB pages: what one TDH.SYS.TDMR.INIT does depends on it (facts of the public module sources).
@frozen
public enum PAMTMode: String, Hashable, Sendable, CaseIterable {
    /// 16 bytes for each page, allocated whole.
    case `static`
    /// A bitmap of one bit per page; the real entries come later, in pairs of pages (R8 bit 16 at TDH.SYS.CONFIG).
    case dynamic

    /// 4 KiB pages that one TDH.SYS.TDMR.INIT initialises.
    @inlinable public var pagesPerCall: UInt64 {
        switch self {
        case .static: 1024
        case .dynamic: 4096
        }
    }

    /// TDH.SYS.TDMR.INIT calls for 1 GiB: 256 or 64.
    @inlinable public var callsPerGranule: UInt64 { PageFrame.perGranule / pagesPerCall }

    /// Bytes of PAMT written for 1 GiB, all three levels, without the tables' rounding to pages: 4,202,512 or 40,976.
    @inlinable public var bytesWrittenPerGranule: ByteCount {
        switch self {
        case .static: ByteCount(262_144 * 16 + 512 * 16 + 16)
        case .dynamic: ByteCount(262_144 / 8 + 512 * 16 + 16)
        }
    }
}
