import Algorithms

/// The granules of a machine that TDMRs may use, including granules without memory as far as a plan could use them.
///
/// A TDMR over granules without memory has longer tables, which may fill a fragment to the page. That may give a plan with fewer areas, or the only plan.
struct SearchedGranules {
    /// Ascending.
    private(set) var granules: [Int]
    /// Usable pages of each granule with memory.
    let usablePages: [Int: Int]
    /// The number of granules with memory.
    var withMemory: Int { usablePages.count }
    /// Most granules of one TDMR, and of all TDMRs together.
    let mostOfOne: Int
    let mostOfAll: Int
    /// Whether for every plan that is no worse than the known one there is an equally good one with TDMRs of these granules only.
    private(set) var isComplete: Bool

    /// A choice for each of these limits on granules without memory, equal ones once.
    /// - Parameters:
    ///   - known: the figures of the plan to beat.
    ///   - most: the most granules that may have memory. With more of them, or with none, there is no choice.
    static func choices(_ problem: PlanningProblem, known: PlanFigures, most: Int, empty: [Int]) -> [SearchedGranules] {
        guard let pages = usablePages(problem.map, most: most), !pages.isEmpty else { return [] }
        let all = empty.map { SearchedGranules(problem, known: known, usablePages: pages, empty: $0) }
        return Array(all.uniqued(on: \.granules))
    }

    /// The usable pages of each granule with memory; nil when these are more than `most`.
    private static func usablePages(_ map: AddressMap, most: Int) -> [Int: Int]? {
        var pages: [Int: Int] = [:]
        for run in map.runs {
            let touched = map.granules(touching: run.span)
            for granule in touched.start..<touched.end {
                let extent = map.pages(of: GranuleRange(start: granule, count: 1))
                pages[granule, default: 0] += min(run.end, extent.end) - max(run.start, extent.start)
                guard pages.count <= most else { return nil }
            }
        }
        return pages
    }

    /// - Parameters:
    ///   - usablePages: of each granule with memory.
    ///   - empty: the limit on granules without memory: where more are wanted, those nearest to memory are taken.
    ///
    /// Lemma: if `isComplete`, every plan at least as good as the known one has TDMRs of at most `mostOfOne` granules each and `mostOfAll` together, and there
    /// is an equally good plan in which all TDMRs lie in `granules`.
    /// Proof: the two limits are those of `GranuleReach`. The place of a TDMR only decides which memory and which reserved pieces it holds. A TDMR that holds
    /// memory reaches at most `mostOfOne` - 1 granules into the gap beside it. A TDMR that holds none costs the same anywhere in a gap that is alike
    /// throughout, so all such TDMRs can be moved to the low end of the gap (below the lowest memory: to the high end), where `mostOfAll` - 1 granules have
    /// room for all of them. A gap that is not alike throughout is taken whole.
    /// Tested by `SearchedGranulesTests`: every plan of small machines.
    private init(_ problem: PlanningProblem, known: PlanFigures, usablePages: [Int: Int], empty: Int) {
        let map = problem.map
        let reach = GranuleReach(problem, known: known)
        mostOfOne = min(reach.one, map.mostGranules(withTablesOfAtMost: map.longestRun))
        mostOfAll = reach.all
        let memory = usablePages.keys.sorted()
        granules = memory
        isComplete = true
        self.usablePages = usablePages
        guard reach.bridges, let first = memory.first, let last = memory.last else { return }
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
}
