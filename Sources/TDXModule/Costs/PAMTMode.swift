public import PhysicalMemory

/// How the module keeps the PAMT of 4 KiB pages: what one TDH.SYS.TDMR.INIT does depends on it (facts of the public module sources).
@frozen
public enum PAMTMode: String, Hashable, Sendable, CaseIterable {
    /// 16 bytes for each page, allocated whole.
    case `static`
    /// A bitmap of one bit per page; the real entries come later, in pairs of pages (R8 bit 16 at TDH.SYS.CONFIG).
    case dynamic

    /// The memory that one TDH.SYS.TDMR.INIT initialises with static PAMT, in every version of the module: 1024 pages of 4 KiB. With dynamic PAMT it depends on the version.
    public static let staticCallSize = ByteCount.pages(1024)
}
