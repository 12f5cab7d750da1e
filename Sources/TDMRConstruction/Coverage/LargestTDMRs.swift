/// Covers memory from the lowest granule up with TDMRs as large as their areas allow: no coverage needs fewer TDMRs.
///
/// Lemma: consider all coverages in which no TDMR has more granules than `mostGranules` allows for its areas or bridges a gap of more than `mostGap` granules.
/// None of them has fewer TDMRs than this one.
/// Assumes: areas of joined slices are no fewer than those of each, and a plain slice may be cut anywhere; no area is kept free.
/// Proof: a TDMR's areas only grow with its extent, so a TDMR stays allowed when its lower end is cut off. By induction, the k-th TDMR here ends no earlier
/// than the k-th TDMR of any other coverage, so after k TDMRs the other coverage has at least as much left to cover.
/// Tested by: `CoverTests`, against all coverages.
struct LargestTDMRs {
    let slices: [GranuleSlice]
    /// Gaps up to this many granules may be bridged.
    var mostGap = 0
    /// Whether a TDMR ends where the next slice lies on another node.
    var keepsNodes = false
    /// Whether the first TDMR that begins on a node keeps an area free for the node's tables.
    var keepsArea = false

    /// The TDMRs; nil when a granule by itself is not allowed, or when there are more than `most` TDMRs.
    /// - Parameter mostGranules: for each number of areas that a TDMR may have, the most granules of a TDMR with that number; not increasing.
    /// - Complexity: O(*n* + *t*) for *n* slices and *t* TDMRs.
    func extents(mostGranules: [Int], most: Int) -> [GranuleRange]? {
        coverage(mostGranules: mostGranules, most: most)?.extents
    }

    /// The TDMRs, and `used`: for each number of areas, an area kept free included, the granules of the largest TDMR with that number.
    ///
    /// Lemma: all sizes between `used` and `mostGranules` that do not increase give the same TDMRs.
    /// Proof: every extension that was allowed leads to a TDMR that is still allowed, and a TDMR that was not allowed is not allowed with smaller sizes either.
    func coverage(mostGranules: [Int], most: Int) -> (extents: [GranuleRange], used: [Int])? {
        var cut = Cut(mostGranules: mostGranules, most: most, keepsArea: keepsArea)
        for slice in slices {
            guard cut.add(slice, mostGap: mostGap, keepsNodes: keepsNodes) else { return nil }
        }
        return cut.finished()
    }

    private struct Cut {
        let mostGranules: [Int]
        let most: Int
        private var extents: [GranuleRange] = []
        private var open: (extent: GranuleRange, areas: AreaCount, node: Int?)?
        private let keepsArea: Bool
        /// Whether a TDMR keeps an area for each node's tables, and how many areas the open TDMR keeps.
        private var hosted: [Bool] = []
        private var kept = 0
        private var used: [Int]

        init(mostGranules: [Int], most: Int, keepsArea: Bool) {
            self.mostGranules = mostGranules
            self.most = most
            self.keepsArea = keepsArea
            used = [Int](repeating: 0, count: mostGranules.count)
        }

        private func largest(_ areas: Int) -> Int { areas + kept < mostGranules.count ? mostGranules[areas + kept] : 0 }

        private mutating func begin(on node: Int?) {
            kept = 0
            guard keepsArea, let node else { return }
            while hosted.count <= node { hosted.append(false) }
            kept = hosted[node] ? 0 : 1
            hosted[node] = true
        }

        private mutating func close(_ extent: GranuleRange, areas: Int) -> Bool {
            extents.append(extent)
            used[areas + kept] = max(used[areas + kept], extent.count)
            return extents.count <= most
        }

        /// - Returns: false when the slice by itself is not allowed, or there are too many TDMRs.
        mutating func add(_ slice: GranuleSlice, mostGap: Int, keepsNodes: Bool) -> Bool {
            var start = slice.start
            if let (extent, areas, node) = open {
                let joined = areas + slice.gap + slice.areas
                let fits =
                    slice.start - extent.end <= mostGap && (!keepsNodes || slice.node == node || slice.node == nil)
                let allowed = fits ? largest(joined.areas) : 0
                if slice.end - extent.start <= allowed {
                    open = (GranuleRange(start: extent.start, count: slice.end - extent.start), joined, slice.node)
                    return true
                }
                // The open TDMR takes as much of a plain slice as it is allowed.
                let reaches = slice.isPlain && allowed > slice.start - extent.start
                let count = reaches ? allowed : extent.count
                guard
                    close(GranuleRange(start: extent.start, count: count), areas: reaches ? joined.areas : areas.areas)
                else { return false }
                start = max(start, extent.start + count)
            }
            begin(on: slice.node)
            while true {
                let allowed = largest(slice.areas.areas)
                guard allowed > 0, slice.isPlain || slice.count <= allowed else { return false }
                guard slice.end - start > allowed else { break }
                guard close(GranuleRange(start: start, count: allowed), areas: slice.areas.areas) else { return false }
                start += allowed
                begin(on: slice.node)
            }
            open = (GranuleRange(start: start, count: slice.end - start), slice.areas, slice.node)
            return true
        }

        mutating func finished() -> (extents: [GranuleRange], used: [Int])? {
            if let open, !close(open.extent, areas: open.areas.areas) { return nil }
            return (extents, used)
        }
    }
}
