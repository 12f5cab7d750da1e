/// How the module keeps the PAMT of 4 KiB pages: what one TDH.SYS.TDMR.INIT does depends on it (facts of the public module sources).
@frozen
public enum PAMTMode: String, Hashable, Sendable, CaseIterable {
    /// 16 bytes for each page, allocated whole.
    case `static`
    /// A bitmap of one bit per page; the real entries come later, in pairs of pages (R8 bit 16 at TDH.SYS.CONFIG).
    case dynamic

    /// 4 KiB pages that one TDH.SYS.TDMR.INIT initialises with static PAMT, in every version of the module. With dynamic PAMT it depends on the version.
    public static let staticPagesPerCall: UInt64 = 1024
}
