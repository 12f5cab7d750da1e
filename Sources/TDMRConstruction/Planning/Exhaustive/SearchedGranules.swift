import Algorithms

/// The granules of a small machine that TDMRs may use, granules without memory included as far as a plan could use them.
///
/// A TDMR over granules without memory has longer tables, and these may fill a fragment to the page: a plan of fewer areas, or the only one there is.
struct SearchedGranules {
    /// Ascending.
    private(set) var granules: [Int]
    /// Most granules of one TDMR, and of all together.
    let mostOfOne: Int
    let mostOfAll: Int
    /// Whether every plan that is no worse than the known one has an equal with TDMRs of these granules only.
    private(set) var isComplete: Bool

    /// - Parameters:
    ///   - known: the figures of a plan to be beaten.
    ///   - most: how many granules there may be: where more are wanted, those nearest to memory are taken.
    /// - Returns: nil when the granules with memory alone are more.
    ///
    /// Lemma: if `isComplete`, every plan at least as good as the known one has TDMRs of at most `mostOfOne` and together `mostOfAll` granules, and there is an equally good one in
    /// which all of them lie in `granules`.
    /// Proof: the two limits are `GranuleReach`. What a TDMR's place decides is the memory and the reserved pieces it holds. A TDMR that holds memory reaches at most `mostOfOne` - 1
    /// granules into the gap beside it; one that holds none costs the same wherever it lies in a gap that is alike throughout, so all such TDMRs may be pushed to the gap's low end
    /// (below the lowest memory: to its high end), where `mostOfAll` - 1 granules are room for all. A gap that is not alike throughout is taken whole.
    /// Tested by `SearchedGranulesTests`: every plan of small machines.
    init?(_ problem: PlanningProblem, known: PlanFigures, most: Int) {
        let map = problem.map
        let reach = GranuleReach(problem, known: known)
        mostOfOne = min(reach.one, map.mostGranules(withTablesOfAtMost: map.longestRun))
        mostOfAll = reach.all
        var memory: [Int] = []
        for run in map.runs {
            for granule in map.granules(touching: run.span).start..<map.granules(touching: run.span).end
            where memory.last != granule {
                memory.append(granule)
                guard memory.count <= most else { return nil }
            }
        }
        guard let first = memory.first, let last = memory.last else { return nil }
        granules = memory
        isComplete = true
        guard reach.bridges else { return }
        // No more than `most` of a gap's end can be taken.
        let low = min(max(0, mostOfAll - 1), most + 1)
        let high = min(max(0, mostOfOne - 1), most + 1)
        var wanted = Self.wanted(0..<first, fromStart: 0, fromEnd: low, most, map)
        for (a, b) in memory.adjacentPairs() where b > a + 1 {
            wanted += Self.wanted((a + 1)..<b, fromStart: low, fromEnd: high, most, map)
        }
        wanted += Self.wanted((last + 1)..<max(last + 1, map.granuleLimit), fromStart: low, fromEnd: 0, most, map)
        let room = most - memory.count
        isComplete = wanted.count <= room
        let near = wanted.sorted { ($0.distance, $0.granule) < ($1.distance, $1.granule) }
        granules = (memory + near.prefix(room).map(\.granule)).sorted()
    }

    /// The granules of a gap that are wanted at each of its ends, with their distance from memory; all where there is not room for both, or where the gap is not alike throughout.
    private static func wanted(
        _ gap: Range<Int>, fromStart: Int, fromEnd: Int, _ most: Int, _ map: AddressMap
    ) -> [(granule: Int, distance: Int)] {
        let isWhole = fromStart + fromEnd >= gap.count || !isAlike(gap, map)
        let (start, end) = isWhole ? (fromStart > 0 ? most + 1 : 0, most + 1) : (fromStart, fromEnd)
        let low = gap.prefix(start).enumerated().map { (granule: $1, distance: $0) }
        let high = gap.dropFirst(start).suffix(end).reversed().enumerated().map { (granule: $1, distance: $0) }
        return low + high
    }

    /// Whether all granules of a gap must be reserved, or none has anything that must be.
    private static func isAlike(_ gap: Range<Int>, _ map: AddressMap) -> Bool {
        let pages = map.pages(of: GranuleRange(start: gap.lowerBound, count: gap.count))
        let i = map.mustReserve.partitioningIndex { $0.end > pages.start }
        guard i < map.mustReserve.count, map.mustReserve[i].start < pages.end else { return true }
        return map.mustReserve[i].contains(pages)
    }

    /// No fewer than the sets that `covers(tdmrs:)` returns. Complexity: O(g² t) for g granules and t TDMRs.
    func mostCovers(tdmrs: Int) -> Int {
        // By the first granule that a TDMR may take: ways to lay the TDMRs that are left.
        var ways = [Int](repeating: 1, count: granules.count + 1)
        for _ in 0..<tdmrs {
            var next = [Int](repeating: 0, count: granules.count + 1)
            for first in granules.indices.reversed() {
                next[first] = extents(from: first, most: mostOfOne).reduce(next[first + 1]) {
                    $0.addingReportingOverflow(ways[first + $1.count]).partialValue
                }
            }
            ways = next
        }
        return ways[0]
    }

    /// Sets of so many disjoint TDMRs, `mostOfAll` granules at most.
    func covers(tdmrs: Int) -> [[GranuleRange]] {
        var found: [[GranuleRange]] = []
        var open: [GranuleRange] = []
        func extend(from index: Int, left: Int) {
            guard open.count < tdmrs else { return found.append(open) }
            for first in granules.indices.dropFirst(index) {
                for extent in extents(from: first, most: min(mostOfOne, left)) {
                    open.append(extent)
                    extend(from: first + extent.count, left: left - extent.count)
                    open.removeLast()
                }
            }
        }
        extend(from: 0, left: mostOfAll)
        return found
    }

    /// The TDMRs that begin with the granule of this index, shortest first.
    private func extents(from first: Int, most: Int) -> [GranuleRange] {
        let beside = granules.indices.dropFirst(first).prefix { granules[$0] - granules[first] == $0 - first }
        return (0..<min(beside.count, max(0, most))).map { GranuleRange(start: granules[first], count: $0 + 1) }
    }
}
