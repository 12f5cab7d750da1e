/// The purpose of an allocation.
public enum AllocationPurpose: Hashable, Sendable {
    /// An entry of the memlist.
    case memlistEntry
    /// The array of TDMR_INFO entries.
    case tdmrList
    /// The array of their addresses, for TDH.SYS.CONFIG.
    case addressList
    /// A run of a TDMR's PAMT.
    case pamt(tdmr: Int)
    /// Memory kept from the page allocator to make a layout valid.
    case withheld
    /// The reference counts of dynamic PAMT.
    case referenceCounts
    /// A page of PAMT entries that came at run time.
    case pamtPage
    /// Pages of the module's extensions, which it never gives back.
    case extensions
}

extension AllocationPurpose: CustomStringConvertible {
    public var description: String {
        switch self {
        case .memlistEntry: "an entry of the memory list"
        case .tdmrList: "the TDMR_INFO entries"
        case .addressList: "their addresses"
        case .pamt(let tdmr): "the PAMT of TDMR \(tdmr)"
        case .withheld: "memory withheld from the page allocator"
        case .referenceCounts: "the reference counts of dynamic PAMT"
        case .pamtPage: "a page of PAMT entries"
        case .extensions: "the module's extensions"
        }
    }
}
