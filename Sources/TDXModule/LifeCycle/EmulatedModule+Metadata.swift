import PhysicalMemory

/// TDH.SYS.RD: RDX is the field; out come RDX, the field after it, and R8, its value.
extension EmulatedModule {
    func readMetadata(_ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome {
        var result = registers
        result.rdx = MetadataField.none.rawValue
        result.r8 = 0
        guard isInitialized(lp) else { return .returned(.sysLPInitNotDone, result) }

        let fields = metadata
        let field = MetadataField(registers.rdx)
        if field == .none {
            result.rdx = fields[0].field.rawValue
            return .returned(.success, result)
        }
        guard let index = fields.firstIndex(where: { $0.field.isSameField(as: field) }) else {
            return .returned(.metadataFieldIDIncorrect, result)
        }
        result.r8 = fields[index].value
        if index + 1 < fields.count { result.rdx = fields[index + 1].field.rawValue }
        return .returned(.success, result)
    }

    /// All fields and their values, ascending by class and code.
    private var metadata: [(field: MetadataField, value: UInt64)] {
        let version = version
        let limits = version.limits
        var fields: [(MetadataField, UInt64)] = [
            (.minorVersion, UInt64(version.number.minor)), (.majorVersion, UInt64(version.number.major)),
            (.updateVersion, UInt64(version.number.update)),
            (.features0, version.rules.features.rawValue),
            (.attributesFixed0, TDProperties.attributesFixed0), (.attributesFixed1, TDProperties.attributesFixed1),
            (.xfamFixed0, TDProperties.xfamFixed0), (.xfamFixed1, TDProperties.xfamFixed1),
            (.handoffVersion, UInt64(version.handoffVersions.upperBound)),
            (.cmrCount, UInt64(MetadataField.cmrSlots)),
        ]
        fields += (0..<MetadataField.cmrSlots).map { (.cmrBase($0), cmr($0).base.rawValue) }
        fields += (0..<MetadataField.cmrSlots).map { (.cmrSize($0), cmr($0).size.rawValue) }
        fields += [
            (.maxTDMRs, UInt64(limits.maxTDMRs)), (.maxReservedAreas, UInt64(limits.maxReservedAreas)),
            (.pamtEntrySize4K, limits.pamtEntrySize4K.rawValue), (.pamtEntrySize2M, limits.pamtEntrySize2M.rawValue),
            (.pamtEntrySize1G, limits.pamtEntrySize1G.rawValue),
        ]
        if version.rules.hasBitmapField {
            fields += [
                (.pamtBitmapBits, UInt64(limits.pamtBitmapBits)),
                (.minDynamicPAMTKeyIDBits, UInt64(max(0, machine.addressWidth - 48))),
            ]
        }
        fields += [
            (.tdrBaseSize, TDProperties.tdrSize), (.tdcsBaseSize, TDProperties.tdcsSize),
            (.tdvpsBaseSize, TDProperties.tdvpsSize),
            (.cpuidConfigCount, 0), (.maxVCPUsPerTD, TDProperties.maxVCPUs),
        ]
        return fields
    }

    /// Slot `index` of the module's CMR table.
    private func cmr(_ index: Int) -> CMR {
        index < machine.cmrs.count ? machine.cmrs[index] : CMR(base: PhysicalAddress(0), size: .zero)
    }
}

/// Limits on TDs. The start-up reads these fields without using them, so one plausible value serves every version.
private enum TDProperties {
    static let attributesFixed0: UInt64 = 0x8000_0000_5000_0001
    static let attributesFixed1: UInt64 = 0
    static let xfamFixed0: UInt64 = 0x6_1ae7
    static let xfamFixed1: UInt64 = 0x3
    static let tdrSize: UInt64 = 4096
    static let tdcsSize: UInt64 = 4 * 4096
    static let tdvpsSize: UInt64 = 6 * 4096
    static let maxVCPUs: UInt64 = 576
}

/// TDH.SYS.INFO: RCX and RDX are the buffer and its bytes, R8 and R9 the CMR array and its entries; out come the bytes written in RDX and the CMRs
/// in R9.
extension EmulatedModule {
    func writeInformation(_ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome {
        var result = registers
        result.rdx = 0
        result.r9 = 0
        guard isInitialized(lp) else { return .returned(.sysLPInitNotDone, result) }
        let buffer = PhysicalAddress(registers.rcx)
        guard isOperand(buffer, alignment: .kib(1)) else { return .returned(invalid(1), result) }
        guard registers.rdx >= 1024 else { return .returned(invalid(2), result) }
        let array = PhysicalAddress(registers.r8)
        guard isOperand(array, alignment: ByteCount(512)) else { return .returned(invalid(8), result) }
        guard registers.r9 >= UInt64(MetadataField.cmrSlots) else { return .returned(invalid(9), result) }

        memory.setWords(information, at: buffer)
        memory.setWords(
            (0..<MetadataField.cmrSlots).flatMap { [cmr($0).base.rawValue, cmr($0).size.rawValue] }, at: array)
        result.rdx = 1024
        result.r9 = UInt64(MetadataField.cmrSlots)
        return .returned(.success, result)
    }

    /// Operands are numbered as the registers are.
    private func invalid(_ register: UInt8) -> SEAMCALLStatus { .operandInvalid.detailed(register) }

    private func isOperand(_ address: PhysicalAddress, alignment: ByteCount) -> Bool {
        let platform = ConfigPlatform(
            keyIDBits: machine.keyIDBits, addressWidth: machine.addressWidth, privateKeyIDs: machine.privateKeyIDs,
            seamRange: machine.seamRange,
            rules: version.rules)
        return platform.isHostMemory(address, size: alignment)
    }

    /// TDSYSINFO_STRUCT, 1 KiB: versions at 12 ... 17, the limits at 32 ... 37.
    private var information: [UInt64] {
        let version = version
        let limits = version.limits
        var words = [UInt64](repeating: 0, count: 128)
        words[1] = UInt64(version.number.minor) << 48
        words[2] = UInt64(version.number.major)
        words[4] =
            UInt64(limits.maxTDMRs) | UInt64(limits.maxReservedAreas) << 16 | limits.pamtEntrySize4K.rawValue << 32
        words[6] = TDProperties.tdcsSize | TDProperties.tdvpsSize << 32
        words[8] = TDProperties.attributesFixed0
        words[9] = TDProperties.attributesFixed1
        words[10] = TDProperties.xfamFixed0
        words[11] = TDProperties.xfamFixed1
        return words
    }
}
