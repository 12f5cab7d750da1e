import TDXModule

/// Granules left out between two TDMRs, to be filled by the tables of the TDMRs below them. The TDMRs then reach further, which spares TDMRs or time.
struct LeftOutGranules {
    private let problem: PlanningProblem
    private let slices: [GranuleSlice]
    private let maxGranules: Int
    /// Whether tables of any node may fill a granule.
    private let isShared: Bool

    /// Sets of granules that are worth a try: with them the longest TDMR is shorter than without.
    /// - Complexity: O((*n* + *t*) log *T*) for *n* slices, *t* TDMRs and the longest time *T*.
    static func sets(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [[Int]] {
        guard problem.objective.order.contains(.time), !slices.isEmpty, problem.maxTDMRs > 0 else { return [] }
        let search = LeftOutGranules(problem, slices: slices)
        var sets: [[Int]] = []
        for kept in [0, 1] {
            for mostGap in SearchBudget.bridgedGapsOfLeftOut {
                guard let all = search.quickest(mostGap: mostGap, kept: kept), !all.leftOut.isEmpty else { continue }
                // The fewest granules with which the longest TDMR takes no longer.
                let fewest = (0...all.leftOut.count).lazy.compactMap {
                    search.walk(within: all.time, mostGap: mostGap, kept: kept, most: $0)
                }.first
                if let fewest, !fewest.isEmpty { sets += [fewest, all.leftOut] }
            }
        }
        return sets
    }

    private init(_ problem: PlanningProblem, slices: [GranuleSlice]) {
        self.problem = problem
        self.slices = slices
        maxGranules = problem.map.mostGranules(withTablesOfAtMost: problem.map.longestRun)
        isShared = problem.objective != .default
    }

    private func quickest(mostGap: Int, kept: Int) -> (time: Int, leftOut: [Int])? {
        guard let first = slices.first, let last = slices.last else { return nil }
        var high = problem.initTime(granules: max(1, min(last.end - first.start, maxGranules)), areas: problem.maxAreas)
        guard var best = walk(within: high, mostGap: mostGap, kept: kept, most: .max) else { return nil }
        var low = 0
        while high - low > 1 {
            let middle = (low + high) / 2
            if let found = walk(within: middle, mostGap: mostGap, kept: kept, most: .max) {
                (high, best) = (middle, found)
            } else {
                low = middle
            }
        }
        return (high, best)
    }

    /// Covers the slices from the lowest up with TDMRs as large as the time allows. Leaves a granule out behind a TDMR wherever the tables so far can fill it.
    /// - Parameters:
    ///   - kept: areas that each TDMR keeps free for tables.
    ///   - most: how many granules may be left out.
    /// - Returns: the granules left out; nil when there are too few TDMRs.
    private func walk(within time: Int, mostGap: Int, kept: Int, most: Int) -> [Int]? {
        let mostGranules = Array(problem.mostGranules(within: time, maxGranules: maxGranules).dropFirst(kept))
        var walk = LeavingOutWalk(
            map: problem.map, mostGranules: mostGranules, mostGap: mostGap, most: most, isShared: isShared)
        for slice in slices {
            guard walk.add(slice), walk.tdmrs <= problem.maxTDMRs else { return nil }
        }
        return walk.leftOut
    }
}
