import PhysicalMemory

/// Builds a case from its lines, beginning with the defaults of the format.
struct CaseBuilder {
    var name: String
    var platform = ConfigPlatform()
    var entries: [TDMRInfo] = []
    var expectation: String?
    private var list = ConfigCall.defaultList
    private var keyIDAndFlags: UInt64 = 64
    private var leafVersion: UInt8 = 0
    private var features: UInt64 = 0
    private var r10: UInt64 = 0
    private var count: UInt64?
    private var movedEntries: [Int: PhysicalAddress] = [:]
    private var logicalProcessors: UInt64 = 4
    private var initializedLogicalProcessors: UInt64 = 4

    init(name: String) { self.name = name }

    func finished() -> ConfigCase {
        var platform = platform
        platform.isEveryLPInitialized = initializedLogicalProcessors >= logicalProcessors
        // An address of fewer bits has at most as many for KeyIDs.
        platform.addressWidth = max(platform.addressWidth, platform.keyIDBits, 1)
        var operands = ConfigOperands(list: list, count: count ?? UInt64(entries.count), keyIDAndFlags: keyIDAndFlags)
        operands.leafVersion = leafVersion
        operands.features = features
        operands.r10 = r10
        return ConfigCase(
            name: name, platform: platform,
            call: ConfigCall(operands: operands, entries: entries, movedEntries: movedEntries),
            expectation: expectation)
    }

    /// Takes one `KEY=N` of a platform line; false for an unknown key.
    mutating func setPlatform(_ line: CaseLine, _ key: CaseLine.Field, _ value: UInt64) throws(ConfigCaseFault) -> Bool
    {
        if line.equals(key, "keyid_bits") {
            guard value <= 52 else { throw .outOfRange(key: "keyid_bits", highest: 52) }
            platform.keyIDBits = Int(value)
        } else if line.equals(key, "maxpa") {
            guard (1...52).contains(value) else { throw .outOfRange(key: "maxpa", highest: 52) }
            platform.addressWidth = Int(value)
        } else if line.equals(key, "hkid_min") {
            platform.privateKeyIDs.first = KeyID(value)
        } else if line.equals(key, "hkid_max") {
            platform.privateKeyIDs.last = KeyID(value)
        } else if line.equals(key, "lps") {
            logicalProcessors = value
        } else if line.equals(key, "lps_done") {
            initializedLogicalProcessors = value
        } else if line.equals(key, "pkgs") {
            // The verdict does not look at packages.
        } else if line.equals(key, "state") {
            guard let raw = UInt8(exactly: value), let state = ModuleState(rawValue: raw) else {
                throw .outOfRange(key: "state", highest: UInt64(ModuleState.shutDown.rawValue))
            }
            platform.state = state
        } else if line.equals(key, "busy") {
            guard value <= 1 else { throw .outOfRange(key: "busy", highest: 1) }
            platform.isBusy = value == 1
        } else if line.equals(key, "seamrr_base") {
            platform.seamRange.base = PhysicalAddress(value)
        } else if line.equals(key, "seamrr_size") {
            platform.seamRange.size = ByteCount(value)
        } else {
            return false
        }
        return true
    }

    /// Takes one `KEY=N` of a call line; false for an unknown key.
    mutating func setCall(_ line: CaseLine, _ key: CaseLine.Field, _ value: UInt64) throws(ConfigCaseFault) -> Bool {
        if line.equals(key, "array") {
            list = PhysicalAddress(value)
        } else if line.equals(key, "r8") {
            keyIDAndFlags = value
        } else if line.equals(key, "num") {
            count = value
        } else if line.equals(key, "version") {
            guard let version = UInt8(exactly: value) else {
                throw .outOfRange(key: "version", highest: UInt64(UInt8.max))
            }
            leafVersion = version
        } else if line.equals(key, "r9") {
            features = value
        } else if line.equals(key, "r10") {
            r10 = value
        } else if line.hasPrefix(key, "entry"), let index = line.index(key.dropFirst(5)) {
            guard index < ConfigCaseReader.entryLimit else {
                throw .outOfRange(key: "entryI", highest: UInt64(ConfigCaseReader.entryLimit - 1))
            }
            movedEntries[index] = PhysicalAddress(value)
        } else {
            return false
        }
        return true
    }
}
