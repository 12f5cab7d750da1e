import Algorithms

extension FirmSlices {
    /// All slices, firm granules with the areas that they must have, the others without areas.
    static func allGranules(_ slices: [GranuleSlice], areasOf firm: FirmSlices) -> [GranuleSlice] {
        var next = 0
        return slices.map { slice in
            var slice = slice
            while next < firm.slices.count, firm.slices[next].end <= slice.start { next += 1 }
            // Only slices of one granule have areas: a plain slice has none, firm or not.
            let isFirm = next < firm.slices.count && firm.slices[next].start == slice.start && slice.count == 1
            slice.areas = isFirm ? firm.slices[next].areas : .neutral
            slice.gap = .neutral
            return slice
        }
    }
}
