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
