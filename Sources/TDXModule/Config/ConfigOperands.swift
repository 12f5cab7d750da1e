public import PhysicalMemory

/// The operands of TDH.SYS.CONFIG as they stand in the registers.
public struct ConfigOperands: Hashable, Sendable {
    /// RCX: the address of the list of entry addresses.
    public var list: PhysicalAddress
    /// RDX: the number of entries.
    public var count: UInt64
    /// R8: the global KeyID in bits 15:0, dynamic PAMT in bit 16.
    public var keyIDAndFlags: UInt64
    /// RAX bits 23:16: the version of the leaf.
    public var leafVersion: UInt8 = 0
    /// R9 of version 1: the features wanted, of those in FEATURES0.
    public var features: UInt64 = 0
    /// R10 of version 1: must be 0.
    public var r10: UInt64 = 0

    public init(list: PhysicalAddress, count: UInt64, keyIDAndFlags: UInt64) {
        self.list = list
        self.count = count
        self.keyIDAndFlags = keyIDAndFlags
    }

    public init(list: PhysicalAddress, count: UInt64, globalKeyID: KeyID, pamt: PAMTMode = .static) {
        self.init(
            list: list, count: count,
            keyIDAndFlags: globalKeyID.rawValue | (pamt == .dynamic ? Self.dynamicPAMTFlag : 0))
    }

    /// R8 bit 16: PAMT_4K is a bitmap, its pages come later.
    public static let dynamicPAMTFlag: UInt64 = 1 << 16

    /// The KeyID in R8 bits 15:0.
    public var globalKeyID: KeyID { KeyID(keyIDAndFlags & 0xffff) }
    /// The mode that bit 16 requests of a module with dynamic PAMT; for others the bit is reserved.
    public var pamt: PAMTMode { keyIDAndFlags & Self.dynamicPAMTFlag == 0 ? .static : .dynamic }
}
