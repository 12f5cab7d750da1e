import PhysicalMemory
public import TDXModule

/// What the host reads of the module with TDH.SYS.RD before it plans.
public struct ModuleMetadata: Hashable, Sendable {
    public struct Version: Hashable, Sendable, CustomStringConvertible {
        public var major: UInt64
        public var minor: UInt64
        public var update: UInt64

        /// `1.5.08`.
        public var description: String { "\(major).\(minor)." + (update < 10 ? "0" : "") + "\(update)" }
    }

    public var version: Version
    public var limits: ModuleLimits
    /// The module's table, unused slots included; nil where it was not read.
    public var cmrs: [CMR]?
    /// The newest version of handoff data that the module writes; nil where it was not read.
    public var handoffVersion: UInt64?

    /// The 18 fields that every kernel reads, in its order: version and features, the limits, what TDs may look like.
    static let basicFields: [MetadataField] = [
        .minorVersion, .majorVersion, .updateVersion, .features0,
        .maxTDMRs, .maxReservedAreas, .pamtEntrySize4K, .pamtEntrySize2M, .pamtEntrySize1G,
        .tdrBaseSize, .tdcsBaseSize, .tdvpsBaseSize,
        .attributesFixed0, .attributesFixed1, .xfamFixed0, .xfamFixed1, .cpuidConfigCount, .maxVCPUsPerTD,
    ]

    /// Reads the module's metadata: 18 calls, 83 with the CMRs.
    public static func read(
        _ reads: MetadataReads, through seamcalls: SEAMCALLWrapper, on lp: LogicalProcessorID
    ) throws(SEAMCALLFailure) -> ModuleMetadata {
        var values: [MetadataField: UInt64] = [:]
        for field in basicFields { values[field] = try value(of: field, seamcalls, lp) }
        func number(_ field: MetadataField) -> UInt64 { values[field] ?? 0 }
        var cmrs: [CMR]?
        if reads == .withCMRs {
            // Slots beyond the table, whatever the module says, have no field.
            let count = min(try value(of: .cmrCount, seamcalls, lp), UInt64(MetadataField.cmrSlots))
            var table: [CMR] = []
            for slot in 0..<Int(count) {
                table.append(
                    CMR(
                        base: PhysicalAddress(try value(of: .cmrBase(slot), seamcalls, lp)),
                        size: ByteCount(try value(of: .cmrSize(slot), seamcalls, lp))))
            }
            cmrs = table
        }
        return ModuleMetadata(
            version: Version(major: number(.majorVersion), minor: number(.minorVersion), update: number(.updateVersion)),
            limits: ModuleLimits(
                maxTDMRs: Int(clamping: number(.maxTDMRs)), maxReservedAreas: Int(clamping: number(.maxReservedAreas)),
                pamtEntrySize4K: ByteCount(number(.pamtEntrySize4K)), pamtEntrySize2M: ByteCount(number(.pamtEntrySize2M)),
                pamtEntrySize1G: ByteCount(number(.pamtEntrySize1G))),
            cmrs: cmrs)
    }

    static func value(
        of field: MetadataField, _ seamcalls: SEAMCALLWrapper, _ lp: LogicalProcessorID
    ) throws(SEAMCALLFailure) -> UInt64 {
        try seamcalls.call(.sysRead, SEAMCALLRegisters(rdx: field.rawValue), on: lp).r8
    }
}
