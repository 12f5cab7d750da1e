public import PhysicalMemory
import TDXModule

/// A complete answer: TDMRs in ascending order, and the usable memory that must be kept from the page allocator.
public struct Layout: Hashable, Sendable {
    /// Ascending, disjoint.
    public var tdmrs: [PlannedTDMR]
    /// Usable memory withheld so that the layout is valid: ascending, disjoint. Empty for the kernel's strategies.
    public var withheld: [PageRange]

    public init(tdmrs: [PlannedTDMR], withheld: [PageRange] = []) {
        self.tdmrs = tdmrs
        self.withheld = withheld
    }

    /// Bytes of all `withheld` memory.
    public var withheldSize: ByteCount { withheld.reduce(.zero) { $0 + $1.size } }

    /// Bytes of all PAMT tables.
    public var pamtSize: ByteCount {
        tdmrs.reduce(.zero) { total, tdmr in PAMTLevel.allCases.reduce(total) { $0 + tdmr.info.pamt($1).size } }
    }
}
