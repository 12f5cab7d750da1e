extension KeyIDCounts {
    /// Private KeyIDs, mktme + 1 ... mktme + tdx.
    public var privateRange: KeyIDRange { KeyIDRange(first: globalKeyID, last: KeyID(UInt64(mktme) + UInt64(tdx))) }
    /// The KeyID that protects the module's own metadata: the first private one.
    public var globalKeyID: KeyID { KeyID(UInt64(mktme) + 1) }
    /// As many address bits as the highest KeyID needs.
    public var addressField: KeyIDField { KeyIDField(bits: addressBits) }
    /// The number of these bits.
    public var addressBits: Int { UInt64.bitWidth - privateRange.last.rawValue.leadingZeroBitCount }
}
