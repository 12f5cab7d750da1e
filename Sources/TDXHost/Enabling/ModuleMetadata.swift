import PhysicalMemory
public import TDXModule

/// The module's metadata that the host reads with TDH.SYS.RD before it plans.
public struct ModuleMetadata: Hashable, Sendable {
    /// The module's version.
    public var version: ModuleVersionNumber
    /// The module's features.
    public var features: ModuleFeatures
    /// Most TDMRs and areas, and the sizes of PAMT entries.
    public var limits: ModuleLimits
    /// The module's table, unused slots included; nil where it was not read.
    public var cmrs: [CMR]?
    /// The newest version of handoff data that the module writes; nil where it was not read.
    public var handoffVersion: UInt64?

    /// The first 3 fields that every kernel reads.
    static let versionFields: [MetadataField] = [.minorVersion, .majorVersion, .updateVersion]
    /// The 15 that follow, in the kernel's order: features, limits, properties of TDs.
    static let basicFields: [MetadataField] = [
        .features0,
        .maxTDMRs, .maxReservedAreas, .pamtEntrySize4K, .pamtEntrySize2M, .pamtEntrySize1G,
        .tdrBaseSize, .tdcsBaseSize, .tdvpsBaseSize,
        .attributesFixed0, .attributesFixed1, .xfamFixed0, .xfamFixed1, .cpuidConfigCount, .maxVCPUsPerTD,
    ]

    /// Reads the module's metadata: 18 calls, 83 with the CMRs; one more, the last, where `kernel` knows dynamic PAMT and the module announces it.
    public static func read(
        _ reads: MetadataReads, by kernel: KernelProfile, through seamcalls: SEAMCALLWrapper, on lp: LogicalProcessorID,
        printVersion: (ModuleVersionNumber) -> Void
    ) throws(SEAMCALLFailure) -> ModuleMetadata {
        var values: [MetadataField: UInt64] = [:]
        func number(_ field: MetadataField) -> UInt64 { values[field] ?? 0 }
        func version() -> ModuleVersionNumber {
            ModuleVersionNumber(
                UInt16(truncatingIfNeeded: number(.majorVersion)), UInt16(truncatingIfNeeded: number(.minorVersion)),
                UInt16(truncatingIfNeeded: number(.updateVersion)))
        }
        // The version is printed even where it could not all be read.
        do throws(SEAMCALLFailure) {
            for field in versionFields { values[field] = try value(of: field, seamcalls, lp) }
        } catch {
            printVersion(version())
            throw error
        }
        printVersion(version())
        for field in basicFields { values[field] = try value(of: field, seamcalls, lp) }
        let features = ModuleFeatures(rawValue: values[.features0] ?? 0)
        let cmrs = reads == .withCMRs ? try Self.cmrs(seamcalls, lp) : nil
        let bits =
            kernel.knowsDynamicPAMT && features.contains(.dynamicPAMT)
            ? try value(of: .pamtBitmapBits, seamcalls, lp) : 1
        return ModuleMetadata(
            version: version(),
            features: features,
            limits: ModuleLimits(
                maxTDMRs: Int(clamping: number(.maxTDMRs)), maxReservedAreas: Int(clamping: number(.maxReservedAreas)),
                pamtEntrySize4K: ByteCount(number(.pamtEntrySize4K)),
                pamtEntrySize2M: ByteCount(number(.pamtEntrySize2M)),
                pamtEntrySize1G: ByteCount(number(.pamtEntrySize1G)), pamtBitmapBits: Int(clamping: bits)),
            cmrs: cmrs)
    }

    private static func cmrs(
        _ seamcalls: SEAMCALLWrapper, _ lp: LogicalProcessorID
    ) throws(SEAMCALLFailure) -> [CMR] {
        // Slots beyond the table have no field, even if the module reports a larger count.
        let count = min(try value(of: .cmrCount, seamcalls, lp), UInt64(MetadataField.cmrSlots))
        var table: [CMR] = []
        for slot in 0..<Int(count) {
            table.append(
                CMR(
                    base: PhysicalAddress(try value(of: .cmrBase(slot), seamcalls, lp)),
                    size: ByteCount(try value(of: .cmrSize(slot), seamcalls, lp))))
        }
        return table
    }

    static func value(
        of field: MetadataField, _ seamcalls: SEAMCALLWrapper, _ lp: LogicalProcessorID
    ) throws(SEAMCALLFailure) -> UInt64 {
        try seamcalls.call(.sysRead, SEAMCALLRegisters(rdx: field.rawValue), on: lp).r8
    }
}
