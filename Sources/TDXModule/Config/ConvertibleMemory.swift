import PhysicalMemory

/// The CMRs of a platform as TDH.SYS.CONFIG uses them: judged once, unused slots left out, touching ones joined.
struct ConvertibleMemory {
    /// Ascending, with gaps between them.
    private(set) var extents: [AddressExtent] = []

    /// Nil when the list is invalid (rule 0): among the used slots, in list order, one that wraps, reaches a KeyID bit or 2^52, is not of whole
    /// pages, or begins at or below the last byte of the one before it.
    init?(_ cmrs: [CMR], keyIDField: KeyIDField) {
        extents.reserveCapacity(cmrs.count)
        for cmr in cmrs where !cmr.isUnused {
            guard let extent = AddressExtent(base: cmr.base.rawValue, size: cmr.size.rawValue),
                PhysicalAddress(extent.end - 1) < keyIDField.addressLimit,
                cmr.base.isAligned(to: .page), cmr.size.isAligned(to: .page)
            else { return nil }
            guard let last = extents.last else {
                extents.append(extent)
                continue
            }
            if last.end > extent.base { return nil }
            if last.end == extent.base {
                extents[extents.count - 1].end = extent.end
            } else {
                extents.append(extent)
            }
        }
    }

    /// Whether `extent` lies inside one CMR.
    func contains(_ extent: AddressExtent) -> Bool { extents.oneContains(extent) }
}
