public import PhysicalMemory

/// The SEAM range registers' memory, where no operand of the host may lie.
@frozen
public struct SEAMRange: Hashable, Sendable {
    public var base: PhysicalAddress
    public var size: ByteCount

    @inlinable public init(base: PhysicalAddress, size: ByteCount) {
        self.base = base
        self.size = size
    }
}

/// What TDH.SYS.CONFIG knows before it looks at its operands: the machine and the state of the module on it.
public struct ConfigPlatform: Hashable, Sendable {
    /// KeyID bits at the top of the 52-bit physical address, 0 ... 52: memory lies below 2^(52 - keyIDBits).
    public var keyIDBits: Int
    public var privateKeyIDs: KeyIDRange
    public var state: ModuleState
    /// Whether every LP that the firmware counted has done TDH.SYS.LP.INIT.
    public var isEveryLPInitialized: Bool
    /// Whether another LP holds the module's global lock.
    public var isBusy: Bool
    public var seamRange: SEAMRange
    /// CMRs in the order the firmware reports them, unused slots included.
    public var cmrs: [CMR]
    /// Most TDMRs, most reserved areas and the PAMT entry sizes.
    public var limits: ModuleLimits
    /// Whether the module knows dynamic PAMT, R8 bit 16 of TDH.SYS.CONFIG.
    public var supportsDynamicPAMT: Bool

    public init(
        keyIDBits: Int = 7, privateKeyIDs: KeyIDRange = KeyIDRange(first: KeyID(64), last: KeyID(127)), state: ModuleState = .initialized,
        isEveryLPInitialized: Bool = true, isBusy: Bool = false, seamRange: SEAMRange = SEAMRange(base: PhysicalAddress(0), size: .zero),
        cmrs: [CMR] = [], limits: ModuleLimits = .standard, supportsDynamicPAMT: Bool = false
    ) {
        precondition((0...52).contains(keyIDBits), "KeyID bits are taken from a 52-bit address")
        self.keyIDBits = keyIDBits
        self.privateKeyIDs = privateKeyIDs
        self.state = state
        self.isEveryLPInitialized = isEveryLPInitialized
        self.isBusy = isBusy
        self.seamRange = seamRange
        self.cmrs = cmrs
        self.limits = limits
        self.supportsDynamicPAMT = supportsDynamicPAMT
    }

    /// A started platform with the given KeyID partition: as many KeyID bits as the highest KeyID needs.
    public init(keyIDs: KeyIDCounts, cmrs: [CMR], limits: ModuleLimits = .standard, supportsDynamicPAMT: Bool = false) {
        self.init(
            keyIDBits: keyIDs.addressBits, privateKeyIDs: keyIDs.privateRange, cmrs: cmrs, limits: limits,
            supportsDynamicPAMT: supportsDynamicPAMT)
    }

    /// One past the highest address that carries no KeyID bit, 2^(52 - keyIDBits).
    public var addressLimit: PhysicalAddress { PhysicalAddress(1 << (52 - UInt64(keyIDBits))) }

    /// The KeyID in `address`: its bits 51 ... 52 - keyIDBits. Bits above 51 are not looked at.
    public func keyID(of address: PhysicalAddress) -> KeyID {
        KeyID((address.rawValue & (PhysicalAddress.limit.rawValue - 1)) >> (52 - UInt64(keyIDBits)))
    }
}

extension KeyIDCounts {
    /// Private KeyIDs, mktme + 1 ... mktme + tdx.
    public var privateRange: KeyIDRange { KeyIDRange(first: globalKeyID, last: KeyID(UInt64(mktme) + UInt64(tdx))) }
    /// The KeyID that protects the module's own metadata: the first private one.
    public var globalKeyID: KeyID { KeyID(UInt64(mktme) + 1) }
    /// Address bits that the highest KeyID needs.
    public var addressBits: Int { UInt64.bitWidth - privateRange.last.rawValue.leadingZeroBitCount }
}
