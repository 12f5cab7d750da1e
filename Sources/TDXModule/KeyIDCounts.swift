/// The two halves of MSR 0x87 (IA32_MKTME_KEYID_PARTITIONING): how many KeyIDs are shared (MKTME) and how many are private (TDX).
public struct KeyIDCounts: Hashable, Sendable {
    /// MKTME KeyIDs, 1 ... mktme.
    public var mktme: UInt32
    /// TDX private KeyIDs, mktme + 1 ... mktme + tdx.
    public var tdx: UInt32

    public init(mktme: UInt32, tdx: UInt32) {
        self.mktme = mktme
        self.tdx = tdx
    }

    /// The most frequent partition on public logs: private KeyID range [32, 64).
    public static let usual = KeyIDCounts(mktme: 31, tdx: 32)
}
