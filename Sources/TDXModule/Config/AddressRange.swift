import PhysicalMemory

/// Bytes `base ..< end` of physical address space whose end was checked not to exceed 2^64 - 1, before any rule looked whether they are whole pages. May be
/// empty, never reversed.
struct AddressRange: Equatable {
    var base: UInt64
    var end: UInt64

    var isEmpty: Bool { base == end }

    /// The module's own test, as `PageRange.overlaps`: an empty range strictly inside another one meets it.
    func meets(_ other: AddressRange) -> Bool { base < other.end && other.base < end }

    /// The frames of a range of whole pages.
    var pages: PageRange { PageRange(base >> 12, end >> 12) }
}

extension AddressRange {
    /// `base ..< base + size`, nil where that exceeds 2^64 - 1.
    init?(base: UInt64, size: UInt64) {
        let (end, overflow) = base.addingReportingOverflow(size)
        if overflow { return nil }
        self.init(base: base, end: end)
    }
}
