import Algorithms

/// Granules of one node that TDMRs of another node's majority may cover.
///
/// Lemma: a TDMR whose PAMT lies on another node than *v* serves at least as much of that node as of *v*. If it has at most *s* granules, *x* of them with memory of *v* alone,
/// then the *x* granules serve at most what *s* - *x* granules hold; and they serve all their memory but what tables fill. Such a TDMR reaches over a border of *v*, and the TDMRs are
/// disjoint, so there are no more of them than borders.
/// Assumes: no table is off its TDMR's node. Proof: the node of a TDMR is the one of most served pages. Tested by `ProofTests`.
struct LentGranules {
    /// The most granules of the node that TDMRs of others cover.
    let most: Int

    /// - Parameters:
    ///   - granules: of one TDMR, at most.
    ///   - tables: pages of all tables, at most.
    init(_ map: AddressMap, slices: [GranuleSlice], node: Int, granules: Int, tables: Int) {
        var borders = 0
        for (a, b) in slices.adjacentPairs() where (a.node == node) != (b.node == node) { borders += 1 }
        guard borders > 0 else {
            most = 0
            return
        }
        let size = map.granulePages
        let partial = slices.filter { $0.node == node && $0.usablePages < $0.count * size }.map(\.usablePages).sorted()
        let limit = min(granules - 1, slices.reduce(0) { $0 + ($1.node == node ? $1.count : 0) })
        var one = 0
        var pages = 0
        while one < limit {
            pages += one < partial.count ? partial[one] : size
            guard pages - tables <= (granules - one - 1) * size else { break }
            one += 1
        }
        most = borders.multipliedReportingOverflow(by: one).partialValue
    }
}
