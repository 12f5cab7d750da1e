import Algorithms

/// The granules of a machine that TDMRs may use, including granules without memory as far as a plan could use them.
///
/// A TDMR over granules without memory has longer tables, which may fill a fragment to the page. That may give a plan with fewer areas, or the only plan.
struct SearchedGranules {
    /// Ascending.
    private(set) var granules: [Int]
    /// Usable pages of each granule with memory.
    private let usablePages: [Int: Int]
    /// The number of granules with memory.
    var withMemory: Int { usablePages.count }
    /// Most granules of one TDMR, and of all TDMRs together.
    let mostOfOne: Int
    let mostOfAll: Int
    /// Whether for every plan that is no worse than the known one there is an equally good one with TDMRs of these granules only.
    private(set) var isComplete: Bool

    /// - Parameters:
    ///   - known: the figures of the plan to beat.
    ///   - empty: the limit on granules without memory: where more are wanted, those nearest to memory are taken.
    ///   - most: the most granules that may have memory.
    /// - Returns: nil when there is no memory, or when more granules than that have memory.
    ///
    /// Lemma: if `isComplete`, every plan at least as good as the known one has TDMRs of at most `mostOfOne` granules each and `mostOfAll` together, and there
    /// is an equally good plan in which all TDMRs lie in `granules`.
    /// Proof: the two limits are those of `GranuleReach`. The place of a TDMR only decides which memory and which reserved pieces it holds. A TDMR that holds
    /// memory reaches at most `mostOfOne` - 1 granules into the gap beside it. A TDMR that holds none costs the same anywhere in a gap that is alike
    /// throughout, so all such TDMRs can be moved to the low end of the gap (below the lowest memory: to the high end), where `mostOfAll` - 1 granules have
    /// room for all of them. A gap that is not alike throughout is taken whole.
    /// Tested by `SearchedGranulesTests`: every plan of small machines.
    init?(_ problem: PlanningProblem, known: PlanFigures, most: Int, empty: Int) {
        let map = problem.map
        let reach = GranuleReach(problem, known: known)
        mostOfOne = min(reach.one, map.mostGranules(withTablesOfAtMost: map.longestRun))
        mostOfAll = reach.all
        var memory: [Int] = []
        var pages: [Int: Int] = [:]
        for run in map.runs {
            for granule in map.granules(touching: run.span).start..<map.granules(touching: run.span).end {
                if memory.last != granule { memory.append(granule) }
                guard memory.count <= most else { return nil }
                let extent = map.pages(of: GranuleRange(start: granule, count: 1))
                pages[granule, default: 0] += min(run.end, extent.end) - max(run.start, extent.start)
            }
        }
        guard let first = memory.first, let last = memory.last else { return nil }
        granules = memory
        isComplete = true
        usablePages = pages
        guard reach.bridges else { return }
        // At most `empty` granules can be taken at each end of a gap.
        let low = min(max(0, mostOfAll - 1), empty + 1)
        let high = min(max(0, mostOfOne - 1), empty + 1)
        var wanted = Self.wanted(0..<first, fromStart: 0, fromEnd: low, empty, map)
        for (a, b) in memory.adjacentPairs() where b > a + 1 {
            wanted += Self.wanted((a + 1)..<b, fromStart: low, fromEnd: high, empty, map)
        }
        wanted += Self.wanted((last + 1)..<max(last + 1, map.granuleLimit), fromStart: low, fromEnd: 0, empty, map)
        isComplete = wanted.count <= empty
        let near = wanted.sorted { ($0.distance, $0.granule) < ($1.distance, $1.granule) }
        granules = (memory + near.prefix(empty).map(\.granule)).sorted()
    }

    /// The granules wanted at the two ends of a gap, each with its distance from that end. All granules of the gap when both ends take it whole, or when it is
    /// not alike throughout.
    private static func wanted(
        _ gap: Range<Int>, fromStart: Int, fromEnd: Int, _ empty: Int, _ map: AddressMap
    ) -> [(granule: Int, distance: Int)] {
        let isWhole = fromStart + fromEnd >= gap.count || !isAlike(gap, map)
        let (start, end) = isWhole ? (fromStart > 0 ? empty + 1 : 0, empty + 1) : (fromStart, fromEnd)
        let low = gap.prefix(start).enumerated().map { (granule: $1, distance: $0) }
        let high = gap.dropFirst(start).suffix(end).reversed().enumerated().map { (granule: $1, distance: $0) }
        return low + high
    }

    /// Whether a gap is alike throughout: all of it must be reserved, or none of it.
    private static func isAlike(_ gap: Range<Int>, _ map: AddressMap) -> Bool {
        let pages = map.pages(of: GranuleRange(start: gap.lowerBound, count: gap.count))
        let i = map.mustReserve.partitioningIndex { $0.end > pages.start }
        guard i < map.mustReserve.count, map.mustReserve[i].start < pages.end else { return true }
        return map.mustReserve[i].contains(pages)
    }

    /// All sets of `tdmrs` disjoint TDMRs with at most `mostOfAll` granules together, outside of which at most `lost` usable pages lie.
    /// - Returns: nil when there may be more than `limit` of them.
    /// - Complexity: O(*g*^2 * *t* + sets) for *g* granules and *t* TDMRs.
    func covers(tdmrs: Int, losing lost: Int, limit: Int) -> [[GranuleRange]]? {
        let usable = granules.map { usablePages[$0] ?? 0 }
        let ways = ways(tdmrs: tdmrs, leavingOut: usable.map { $0 <= lost }, limit: limit)
        guard ways[tdmrs][0] <= limit else { return nil }
        var found: [[GranuleRange]] = []
        var open: [GranuleRange] = []
        func extend(from index: Int, left: Int, lost: Int) {
            guard open.count < tdmrs else {
                if usable[index...].reduce(0, +) <= lost { found.append(open) }
                return
            }
            var lost = lost
            for first in granules.indices.dropFirst(index) {
                for extent in extents(from: first, most: min(mostOfOne, left))
                where ways[tdmrs - open.count - 1][first + extent.count] > 0 {
                    open.append(extent)
                    extend(from: first + extent.count, left: left - extent.count, lost: lost)
                    open.removeLast()
                }
                lost -= usable[first]
                guard lost >= 0 else { return }
            }
        }
        extend(from: 0, left: mostOfAll, lost: lost)
        return found
    }

    /// For each number of TDMRs and each first granule that they may take: an upper bound on the ways to lay them; `limit` + 1 where there are more.
    /// - Parameter mayLeaveOut: for each granule, whether it may lie outside of all TDMRs.
    private func ways(tdmrs: Int, leavingOut mayLeaveOut: [Bool], limit: Int) -> [[Int]] {
        var ways: [[Int]] = []
        for count in 0...tdmrs {
            var next = [Int](repeating: count == 0 ? 1 : 0, count: granules.count + 1)
            for first in granules.indices.reversed() {
                next[first] = mayLeaveOut[first] ? next[first + 1] : 0
                guard count > 0 else { continue }
                for extent in extents(from: first, most: mostOfOne) where next[first] <= limit {
                    next[first] += ways[count - 1][first + extent.count]
                }
                next[first] = min(next[first], limit + 1)
            }
            ways.append(next)
        }
        return ways
    }

    /// The TDMRs that begin with the granule at index `first`, shortest first.
    private func extents(from first: Int, most: Int) -> [GranuleRange] {
        let beside = granules.indices.dropFirst(first).prefix { granules[$0] - granules[first] == $0 - first }
        return (0..<min(beside.count, max(0, most))).map { GranuleRange(start: granules[first], count: $0 + 1) }
    }
}
