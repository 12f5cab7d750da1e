extension SEAMCALLStatus {
    /// Bit 62: trying again cannot help.
    public var isNonRecoverable: Bool { rawValue >> 62 & 1 != 0 }
    /// Bit 61: the TD or the module is lost.
    public var isFatal: Bool { rawValue >> 61 & 1 != 0 }
    /// Bit 60: the host has to do something first.
    public var hasHostHint: Bool { rawValue >> 60 & 1 != 0 }
    /// Bits 31:0, whose meaning the name decides.
    public var detail: UInt32 { UInt32(truncatingIfNeeded: rawValue) }

    /// Why the SEAMCALL instruction failed before it reached the module.
    public enum Instruction: Hashable, Sendable {
        /// VMfailInvalid: no module is loaded, or the call is outside of the SEAM range.
        case vmFailInvalid
        /// #GP: the firmware has not enabled the feature.
        case generalProtection
        /// #UD: VMX is off.
        case undefinedOpcode
        /// Another exception, by its vector.
        case exception(UInt32)
        /// The call never completed.
        case neverCompleted
    }

    /// Why the call did not reach the module; nil for a status that the module gave. Linux defines these status values itself.
    public var instruction: Instruction? {
        if rawValue == .max { return .neverCompleted }
        guard rawValue >> 40 == 0x80_00ff else { return nil }
        switch detail {
        case 0xffff_0000: return .vmFailInvalid
        case 13: return .generalProtection
        case 6: return .undefinedOpcode
        case let vector: return .exception(vector)
        }
    }

    /// Whether the P-SEAMLDR returned the status; it has codes of its own.
    public var isOfLoader: Bool { rawValue >> 32 == 0x8000_0000 }

    /// The name as TDX documents, or Linux for its own, spell it; nil for a status that no known version has.
    public var knownName: String? {
        switch instruction {
        case .neverCompleted: "NEVER_COMPLETED"
        case .vmFailInvalid: "TDX_SEAMCALL_VMFAILINVALID"
        case .generalProtection: "TDX_SEAMCALL_GP"
        case .undefinedOpcode: "TDX_SEAMCALL_UD"
        case .exception: "TDX_SW_ERROR"
        case nil: StatusCatalogue.name(code: code)
        }
    }

    /// nil for a status that the module did not return: the P-SEAMLDR has classes of its own.
    public var statusClass: StatusClass? {
        instruction == nil && !isOfLoader ? StatusClass(rawValue: UInt8(truncatingIfNeeded: rawValue >> 40)) : nil
    }

    /// How severe it is, in words.
    public var severity: String {
        if instruction != nil { return "the module did not run" }
        if isOfLoader { return "severity not known" }
        if !isError { return isNonRecoverable ? "the TD or VCPU ended" : "success or information, no error" }
        if isFatal { return "fatal" }
        if isNonRecoverable { return "not recoverable" }
        return hasHostHint ? "recoverable once the host has acted" : "recoverable: the call may be repeated"
    }

    /// The decoded lower half, `operand RCX` or `MSR 0x122`; nil where it carries no detail.
    public var detailText: String? {
        guard instruction == nil else { return nil }
        switch statusClass {
        // TDX_SYS_BUSY and TDX_RND_NO_ENTROPY name no operand.
        case .contention where [0x02, 0x03].contains(code & 0xff): return nonZeroDetail
        case .operand, .contention:
            return StatusOperand.name(detail & 0xff).map { "operand \($0)" } ?? nonZeroDetail
        case .platformConfiguration where [0x00, 0x02, 0x03, 0x04, 0x08].contains(code & 0xff):
            return "CPUID leaf 0x\(String(detail, radix: 16))"
        case .platformConfiguration where code & 0xff == 0x20 || code & 0xff == 0x21:
            return "MSR 0x\(String(detail, radix: 16))\(Self.msrName(detail))"
        case .tdmrs: return code & 0xff == 0x22 ? nil : tdmrDetail
        default: return nonZeroDetail
        }
    }

    private var nonZeroDetail: String? { detail == 0 ? nil : "detail 0x\(String(detail, radix: 16))" }

    /// Bytes 7:0, 15:8 and 23:16 number a TDMR, and an area or a PAMT level and another TDMR.
    private var tdmrDetail: String {
        let tdmr = detail & 0xff
        let second = detail >> 8 & 0xff
        let levels = ["4K", "2M", "1G"]
        let level = second < 3 ? levels[Int(second)] : "level \(second)"
        switch code & 0xff {
        case 0x10, 0x11: return "PAMT_\(level) of TDMR \(tdmr)"
        case 0x12: return "PAMT_\(level) of TDMR \(tdmr), TDMR \(detail >> 16 & 0xff)"
        case 0x20, 0x21: return "reserved area \(second) of TDMR \(tdmr)"
        default: return "TDMR \(tdmr)"
        }
    }

    private static func msrName(_ number: UInt32) -> String {
        switch number {
        case 0x10a: " (IA32_ARCH_CAPABILITIES)"
        case 0x122: " (IA32_TSX_CTRL)"
        case 0x3a: " (IA32_FEATURE_CONTROL)"
        case 0x87: " (IA32_MKTME_KEYID_PARTITIONING)"
        case 0x982: " (IA32_TME_ACTIVATE)"
        default: ""
        }
    }
}
