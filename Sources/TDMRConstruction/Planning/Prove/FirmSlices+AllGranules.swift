import Algorithms

extension FirmSlices {
    /// All slices, with the areas that firm granules must have and none elsewhere.
    static func allGranules(_ slices: [GranuleSlice], areasOf firm: FirmSlices) -> [GranuleSlice] {
        var next = 0
        return slices.map { slice in
            var slice = slice
            while next < firm.slices.count, firm.slices[next].end <= slice.start { next += 1 }
            // Only a granule by itself has areas; a plain slice has none in either.
            let isFirm = next < firm.slices.count && firm.slices[next].start == slice.start && slice.count == 1
            slice.areas = isFirm ? firm.slices[next].areas : .neutral
            slice.gap = .neutral
            return slice
        }
    }
}
