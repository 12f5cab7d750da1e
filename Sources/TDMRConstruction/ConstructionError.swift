public import PhysicalMemory
public import TDXModule

/// Why a construction ended without a layout. One case per reason, with its facts; `status` and `message` turn it into what is printed.
public enum ConstructionError: Error, Hashable, Sendable {
    /// The memory regions are not ascending and disjoint.
    case unordered(MemlistOrderError)
    /// A memory region is not inside one CMR (CMR patch v8.2 only). Printed with the patch's own shift.
    case notConvertible(MemoryRegion)
    /// CMRs are needed and unknown, or the list is empty.
    case cmrsUnknown
    /// More TDMRs are needed than the module takes.
    case tdmrsExhausted
    /// A TDMR needs more reserved areas than the module takes.
    case reservedAreasExhausted(PageRange)
    /// No run of memory can hold a PAMT (or a list node could not be allocated).
    case outOfMemory
    /// Fewer than two TDX KeyIDs.
    case tooFewKeyIDs
    /// The module announces dynamic PAMT without the metadata field PAMT_PAGE_BITMAP_ENTRY_BITS, which the kernel of this version reads.
    case bitmapEntryBitsUnknown(module: ModuleVersionNumber, kernel: String)
    /// No layout exists for one of our own strategies.
    case impossible(PlanObstacle)
}
