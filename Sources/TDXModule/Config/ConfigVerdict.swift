/// A register that TDH.SYS.CONFIG names as the invalid operand.
public enum SEAMCALLOperand: UInt8, CaseIterable, Sendable {
    /// RAX: leaf number and version.
    case rax = 0
    /// RCX: address of the list of entries.
    case rcx = 1
    /// RDX: number of entries.
    case rdx = 2
    /// R8: global KeyID and flags.
    case r8 = 8
    /// R9: features of version 1.
    case r9 = 9
    /// R10: zero in version 1.
    case r10 = 10

    public var name: String {
        switch self {
        case .rax: "RAX"
        case .rcx: "RCX"
        case .rdx: "RDX"
        case .r8: "R8"
        case .r9: "R9"
        case .r10: "R10"
        }
    }
}

/// Why TDH.SYS.CONFIG refused. Indices count TDMRs and reserved areas from 0 in the order of the call.
public enum ConfigRefusal: Error, Hashable, Sendable {
    /// The firmware's CMRs are not ascending, disjoint, aligned and free of KeyID bits.
    case cmrListInvalid
    /// Another LP holds the global lock.
    case busy
    /// The module is not between TDH.SYS.INIT and TDH.SYS.CONFIG, or an LP has not done TDH.SYS.LP.INIT.
    case notPending
    /// A register holds what this version of the module does not take.
    case operandInvalid(SEAMCALLOperand)
    /// A TDMR that wraps, is not of whole GiB, is empty or leaves the address limits.
    case invalidTDMR(Int)
    /// A TDMR that begins below the end of the one before it.
    case nonOrderedTDMR(Int)
    /// A part outside all reserved areas is not inside one CMR.
    case tdmrOutsideCMRs(Int)
    /// A PAMT that wraps, is not of whole pages, is too small or leaves the address limits.
    case invalidPAMT(tdmr: Int, PAMTLevel)
    /// A PAMT that is not inside one CMR.
    case pamtOutsideCMRs(tdmr: Int, PAMTLevel)
    /// A PAMT that meets another PAMT or a usable part of TDMR `with`.
    case pamtOverlap(tdmr: Int, PAMTLevel, with: Int)
    /// A reserved area that wraps, is not of whole pages or leaves its TDMR.
    case invalidReservedArea(tdmr: Int, area: Int)
    /// A reserved area that begins below the end of the one before it, or an empty one before a used one.
    case nonOrderedReservedArea(tdmr: Int, area: Int)
}

/// What TDH.SYS.CONFIG says of a call.
public enum ConfigVerdict: Hashable, Sendable {
    /// The module takes the layout.
    case accepted
    /// The module returns an error and changes nothing.
    case refused(ConfigRefusal)

    /// Whether the module takes the layout.
    public var isAccepted: Bool { self == .accepted }
}
