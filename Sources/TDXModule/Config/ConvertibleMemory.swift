import PhysicalMemory

/// The CMRs of a platform as TDH.SYS.CONFIG uses them: judged once, unused slots left out, touching ones joined.
struct ConvertibleMemory {
    private(set) var ranges = PageRanges()

    /// Nil when the list is invalid (rule 0): among the used slots, in list order, one that wraps, reaches a KeyID bit or 2^52, is not of whole
    /// pages, or begins at or below the last byte of the one before it.
    init?(_ cmrs: [CMR], keyIDField: KeyIDField) {
        ranges.reserveCapacity(cmrs.count)
        for cmr in cmrs where !cmr.isUnused {
            guard let range = AddressRange(base: cmr.base.rawValue, size: cmr.size.rawValue),
                keyIDField.isWithinLimits(cmr.base), keyIDField.isWithinLimits(PhysicalAddress(range.end - 1)),
                cmr.base.isAligned(to: .page), cmr.size.isAligned(to: .page)
            else { return nil }
            if let last = ranges.last, last.end > range.pages.start { return nil }
            ranges.append(range.pages)
        }
    }
}
