public import PhysicalMemory

/// The facts that TDH.SYS.CONFIG has before it reads its operands: the machine and the state of the module on it.
public struct ConfigPlatform: Hashable, Sendable {
    /// Address bits that KeyIDs take, 0 ... `addressWidth`.
    public var keyIDBits: Int
    /// The processor's MAXPHYADDR, 1 ... 52.
    public var addressWidth: Int
    /// KeyIDs that only TDX may use.
    public var privateKeyIDs: KeyIDRange
    /// How far the module has come.
    public var state: ModuleState
    /// Whether every LP that the firmware counted has done TDH.SYS.LP.INIT.
    public var isEveryLPInitialized: Bool
    /// Whether another LP holds the module's global lock.
    public var isBusy: Bool
    /// Memory of the module itself.
    public var seamRange: SEAMRange
    /// CMRs in the order the firmware reports them, unused slots included.
    public var cmrs: [CMR]
    /// Most TDMRs, most reserved areas and the PAMT entry sizes.
    public var limits: ModuleLimits
    /// The version's own rules.
    public var rules: ModuleRules

    public init(
        keyIDBits: Int = 7, addressWidth: Int = 52,
        privateKeyIDs: KeyIDRange = KeyIDRange(first: KeyID(64), last: KeyID(127)),
        state: ModuleState = .initialized,
        isEveryLPInitialized: Bool = true, isBusy: Bool = false,
        seamRange: SEAMRange = SEAMRange(base: PhysicalAddress(0), size: .zero),
        cmrs: [CMR] = [], limits: ModuleLimits = .standard, rules: ModuleRules = .v1_5_01
    ) {
        self.keyIDBits = keyIDBits
        self.addressWidth = addressWidth
        self.privateKeyIDs = privateKeyIDs
        self.state = state
        self.isEveryLPInitialized = isEveryLPInitialized
        self.isBusy = isBusy
        self.seamRange = seamRange
        self.cmrs = cmrs
        self.limits = limits
        self.rules = rules
    }

    /// A started platform with the given KeyID partition: as many KeyID bits as the highest KeyID needs.
    public init(keyIDs: KeyIDCounts, cmrs: [CMR], limits: ModuleLimits = .standard, rules: ModuleRules = .v1_5_01) {
        self.init(
            keyIDBits: keyIDs.addressBits, privateKeyIDs: keyIDs.privateRange, cmrs: cmrs, limits: limits, rules: rules)
    }

    /// Where addresses carry a KeyID, by the version's rule: memory lies below.
    public var keyIDField: KeyIDField { rules.keyIDField(bits: keyIDBits, addressWidth: addressWidth) }
}

extension ConfigPlatform {
    /// Whether the host may name `size` bytes at `address` in an operand: a multiple of `size`, below 2^52, outside the SEAM range, under a shared
    /// KeyID. (KeyIDs above the private ones do not count as shared; a real partition leaves none there.)
    /// - Precondition: `size` is a power of two below 2^52.
    func isHostMemory(_ address: PhysicalAddress, size: ByteCount) -> Bool {
        guard address.isAligned(to: size), address < .limit,
            let seam = AddressRange(base: seamRange.base.rawValue, size: seamRange.size.rawValue)
        else { return false }
        // The same bytes under another shared KeyID are still the same bytes.
        let base = keyIDField.stripped(address).rawValue
        let bytes = AddressRange(base: base, end: base + size.rawValue)
        return !bytes.meets(seam) && keyIDField.keyID(in: address) < privateKeyIDs.first
    }
}
