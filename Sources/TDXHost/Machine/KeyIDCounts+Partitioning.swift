public import TDXModule

/// How the KeyIDs are shared out: MSR 0x87 (IA32_MKTME_KEYID_PARTITIONING).
extension KeyIDCounts {
    /// The register's value: MKTME KeyIDs in the low half, TDX KeyIDs in the high half.
    public init(msr: UInt64) {
        self.init(mktme: UInt32(truncatingIfNeeded: msr), tdx: UInt32(truncatingIfNeeded: msr >> 32))
    }

    /// The register's value.
    public var msr: UInt64 { UInt64(tdx) << 32 | UInt64(mktme) }

    /// KeyIDs that guests can have: all private ones but the first, which is the module's own. Empty with fewer than two.
    public var guestRange: KeyIDRange { KeyIDRange(first: KeyID(globalKeyID.rawValue + 1), last: privateRange.last) }

    /// Whether TDX can be used at all.
    /// - Throws: `notEnabledByBIOS` without a TDX KeyID, `tooFewKeyIDs` where there is none left for a guest.
    func checkForHost() throws(EnablingError) {
        guard tdx > 0 else { throw .notEnabledByBIOS }
        guard tdx > 1 else { throw .tooFewKeyIDs }
    }
}
