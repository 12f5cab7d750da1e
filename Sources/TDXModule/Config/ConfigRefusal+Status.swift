extension ConfigRefusal {
    /// The completion status: code in bits 63:32; the detail's first number in bits 7:0, the second in 15:8, the third in 23:16.
    public var status: SEAMCALLStatus {
        switch self {
        case .cmrListInvalid: .cmrListInvalid
        case .busy: .sysBusy
        case .notPending: .sysConfigNotPending
        case .operandInvalid(let operand): .operandInvalid.detailed(operand.rawValue)
        case .invalidTDMR(let tdmr): .invalidTDMR.detailed(byte(tdmr))
        case .nonOrderedTDMR(let tdmr): .nonOrderedTDMR.detailed(byte(tdmr))
        case .tdmrOutsideCMRs(let tdmr): .tdmrOutsideCMRs.detailed(byte(tdmr))
        case .invalidPAMT(let tdmr, let level): .invalidPAMT.detailed(byte(tdmr), level.rawValue)
        case .pamtOutsideCMRs(let tdmr, let level): .pamtOutsideCMRs.detailed(byte(tdmr), level.rawValue)
        case .pamtOverlap(let tdmr, let level, let other):
            .pamtOverlap.detailed(byte(tdmr), level.rawValue, byte(other))
        case .invalidReservedArea(let tdmr, let area): .invalidReservedInTDMR.detailed(byte(tdmr), byte(area))
        case .nonOrderedReservedArea(let tdmr, let area): .nonOrderedReservedInTDMR.detailed(byte(tdmr), byte(area))
        }
    }

    /// The real module has at most 64 TDMRs of 16 areas; larger limits of a test map lose the high bits, as they would there.
    private func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: index) }

    /// The detail decoded, in the order `tdmr check` prints it: `operand`, `tdmr`, `rsvd`, `pamt`, `with`.
    public var fields: [(key: String, value: String)] {
        switch self {
        case .cmrListInvalid, .busy, .notPending: []
        case .operandInvalid(let operand): [("operand", operand.name)]
        case .invalidTDMR(let tdmr), .nonOrderedTDMR(let tdmr), .tdmrOutsideCMRs(let tdmr): [("tdmr", String(tdmr))]
        case .invalidPAMT(let tdmr, let level), .pamtOutsideCMRs(let tdmr, let level):
            [("tdmr", String(tdmr)), ("pamt", level.abbreviation)]
        case .pamtOverlap(let tdmr, let level, let other):
            [("tdmr", String(tdmr)), ("pamt", level.abbreviation), ("with", String(other))]
        case .invalidReservedArea(let tdmr, let area), .nonOrderedReservedArea(let tdmr, let area):
            [("tdmr", String(tdmr)), ("rsvd", String(area))]
        }
    }
}
