import Algorithms

/// Granules of one node that TDMRs with another home may cover.
///
/// Lemma: a TDMR whose PAMT lies on another node than *v* serves at least as much memory of that node as of *v*. If it has at most *s* granules, *x* of them
/// with memory of *v* alone, then these *x* granules serve at most what *s* - *x* granules hold; and they serve all their memory except what tables fill. Such
/// a TDMR reaches over a border of *v*, and TDMRs are disjoint, so there are no more such TDMRs than borders.
/// Assumes: no table lies off its TDMR's home.
/// Proof: the home of a TDMR is the node with most of its served pages.
/// Tested by: `ProofTests`, with every plan of small machines.
struct LentGranules {
    /// The most granules of the node that TDMRs with other homes cover.
    let most: Int

    /// - Parameters:
    ///   - own: of the node. Its granules count one by one: a slice may join several, each with a part that is neutral.
    ///   - granules: the most granules of one TDMR.
    ///   - tables: the most pages of all tables together.
    init(_ map: AddressMap, slices: [GranuleSlice], node: Int, own: FilledGranules, granules: Int, tables: Int) {
        var borders = 0
        for (a, b) in slices.adjacentPairs() where (a.node == node) != (b.node == node) { borders += 1 }
        guard borders > 0 else {
            most = 0
            return
        }
        let size = map.granulePages
        let partial = own.partial.map(\.pages).sorted()
        let limit = min(granules - 1, own.count)
        var one = 0
        var pages = 0
        while one < limit {
            pages += one < partial.count ? partial[one] : size
            guard pages - tables <= (granules - one - 1) * size else { break }
            one += 1
        }
        most = borders * one
    }
}
