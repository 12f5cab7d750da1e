import Algorithms

extension FirmSlices {
    /// All slices, firm granules with the areas that they must have, the others without areas.
    ///
    /// Lemma: a TDMR of some of these slices has at least the areas that they sum up to.
    /// Assumes: the lemma of `FirmSlices`. Proof: slices that are not firm, and gaps, count no area and part none. Tested by: `ProofTests`.
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
