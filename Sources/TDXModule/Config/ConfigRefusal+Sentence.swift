extension ConfigRefusal {
    /// The reason of TDH.SYS.CONFIG in words. TDMRs and areas are counted from 0.
    public var sentence: String {
        switch self {
        case .cmrListInvalid:
            "the CMRs that the firmware reports are not ascending, disjoint and page aligned below the KeyID bits"
        case .busy: "another LP holds the module's lock"
        case .notPending: "the module is not waiting for a configuration"
        case .operandInvalid(let operand): "operand \(operand.name) is invalid"
        case .invalidTDMR(let tdmr): "TDMR \(tdmr) is empty, not of whole GiB, or beyond the address limits"
        case .nonOrderedTDMR(let tdmr): "TDMR \(tdmr) begins below the end of the one before it"
        case .tdmrOutsideCMRs(let tdmr): "TDMR \(tdmr) has a part that is neither reserved nor convertible memory"
        case .invalidPAMT(let tdmr, let level):
            "the \(level.abbreviation) PAMT of TDMR \(tdmr) is too small, not page aligned, or beyond the address limits"
        case .pamtOutsideCMRs(let tdmr, let level):
            "the \(level.abbreviation) PAMT of TDMR \(tdmr) is not inside convertible memory"
        case .pamtOverlap(let tdmr, let level, let other):
            "the \(level.abbreviation) PAMT of TDMR \(tdmr) meets another PAMT, or an unreserved part, of TDMR \(other)"
        case .invalidReservedArea(let tdmr, let area):
            "reserved area \(area) of TDMR \(tdmr) is not page aligned or leaves the TDMR"
        case .nonOrderedReservedArea(let tdmr, let area): "reserved area \(area) of TDMR \(tdmr) is out of order"
        }
    }
}
