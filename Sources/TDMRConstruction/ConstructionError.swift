public import PhysicalMemory

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
    /// No layout exists for one of our own strategies; the sentence says why.
    case impossible(reason: String)
}

/// Two neighbours of a list that should be ascending and disjoint and is not: `second` follows `first` and starts below its end.
public struct MemlistOrderError: Error, Hashable, Sendable {
    /// The region that stands first in the list.
    public var first: MemoryRegion
    /// The region after it, which begins below the end of `first`.
    public var second: MemoryRegion
    /// The position of `second` in the list.
    public var index: Int

    @inlinable public init(first: MemoryRegion, second: MemoryRegion, index: Int) {
        self.first = first
        self.second = second
        self.index = index
    }
}

extension MemlistOrderError: CustomStringConvertible {
    public var description: String {
        "memory region \(second) (number \(index)) does not lie above the region before it, \(first)"
    }
}
