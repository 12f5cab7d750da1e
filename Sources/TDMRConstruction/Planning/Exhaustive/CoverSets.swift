/// The sets of disjoint TDMRs over searched granules, by the number of their TDMRs.
struct CoverSets {
    let searched: SearchedGranules
    private let limit: Int
    /// Usable pages of each of the granules.
    private let usable: [Int]
    /// For each number of TDMRs and each first granule that they may take: an upper bound on the ways to lay them; `limit` + 1 where there are more.
    private let ways: [[Int]]

    /// - Parameters:
    ///   - most: the most TDMRs of a set.
    ///   - mostLost: the most usable pages that may lie outside of a set.
    ///   - limit: the most sets of one number of TDMRs.
    /// - Complexity: O(*g*^2 * *t*) for *g* granules and *t* TDMRs.
    init(_ searched: SearchedGranules, most: Int, losing mostLost: Int, limit: Int) {
        self.searched = searched
        self.limit = limit
        let granules = searched.granules
        usable = granules.map { searched.usablePages[$0] ?? 0 }
        var ways: [[Int]] = []
        for count in 0...most {
            var next = [Int](repeating: count == 0 ? 1 : 0, count: granules.count + 1)
            for first in granules.indices.reversed() {
                next[first] = usable[first] <= mostLost ? next[first + 1] : 0
                guard count > 0 else { continue }
                for extent in Self.extents(granules, from: first, most: searched.mostOfOne) where next[first] <= limit {
                    next[first] += ways[count - 1][first + extent.count]
                }
                next[first] = min(next[first], limit + 1)
            }
            ways.append(next)
        }
        self.ways = ways
    }

    /// All sets of `tdmrs` disjoint TDMRs outside of which at most `lost` usable pages lie, which is no more than `mostLost`.
    /// - Returns: nil when there may be more than `limit` of them.
    /// - Complexity: O(sets * *g*) for *g* granules.
    func all(of tdmrs: Int, losing lost: Int) -> [[GranuleRange]]? {
        guard ways[tdmrs][0] <= limit else { return nil }
        let granules = searched.granules
        var found: [[GranuleRange]] = []
        var open: [GranuleRange] = []
        func extend(from index: Int, left: Int, lost: Int) {
            guard open.count < tdmrs else {
                if usable[index...].reduce(0, +) <= lost { found.append(open) }
                return
            }
            var lost = lost
            for first in granules.indices.dropFirst(index) {
                for extent in Self.extents(granules, from: first, most: min(searched.mostOfOne, left))
                where ways[tdmrs - open.count - 1][first + extent.count] > 0 {
                    open.append(extent)
                    extend(from: first + extent.count, left: left - extent.count, lost: lost)
                    open.removeLast()
                }
                lost -= usable[first]
                guard lost >= 0 else { return }
            }
        }
        extend(from: 0, left: searched.mostOfAll, lost: lost)
        return found
    }

    /// The TDMRs that begin with the granule at index `first`, shortest first.
    private static func extents(_ granules: [Int], from first: Int, most: Int) -> [GranuleRange] {
        let beside = granules.indices.dropFirst(first).prefix { granules[$0] - granules[first] == $0 - first }
        return (0..<min(beside.count, max(0, most))).map { GranuleRange(start: granules[first], count: $0 + 1) }
    }
}
