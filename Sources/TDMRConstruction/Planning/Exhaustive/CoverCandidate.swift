import TDXModule

/// A set of TDMRs, with lower bounds on its figures that hold wherever the tables lie.
///
/// Lemma: no plan with these TDMRs has a better score than `score`, or more TDMRs' areas below `leastAreas`, and the homes of its TDMRs are among `homes`. nil: no plan with these
/// TDMRs has a better score than the bound.
/// Assumes: nothing is withheld, unless `mayWithhold`.
/// Proof: the extents decide TDMRs, granules and tables' pages. Memory outside of the TDMRs that tables cannot fill must be withheld. Reserved pieces share no area when memory
/// longer than all tables lies between them in a TDMR, because a page of it is served; where memory may be withheld, each TDMR with a reserved piece has one area at least.
/// Times grow with areas, and the PAMT on the fullest node is at least the mean. The home of a TDMR is the node with most of its served pages, and of a node's pages all are served
/// but those that tables take, or that are withheld: so the home has at most that many pages fewer than the node with most, and a TDMR with more pages has a home.
/// Tested by: `PlannerTests`, against a search of all plans.
struct CoverCandidate {
    /// An assumption about the home of each TDMR.
    struct Homes {
        var homes: [Home]
        /// For each TDMR, whether its home depends on what is served, so that the search must count served pages.
        var tracked: [Bool]
    }

    let extents: [GranuleRange]
    /// The figures that no placement changes.
    let fixed: PlanFigures
    let leastAreas: [Int]
    /// No plan with these TDMRs has a better score.
    let score: PlanScore

    /// nil when no plan with these TDMRs can be better than `bound`, wherever the tables lie.
    init?(_ extents: [GranuleRange], _ problem: PlanningProblem, mayWithhold: Bool, bound: PlanScore) {
        let map = problem.map
        self.extents = extents
        guard let largest = extents.map(\.count).max(), map.longestTable(granules: largest) <= map.longestRun else {
            return nil
        }
        var fixed = PlanFigures()
        fixed.tdmrs = extents.count
        for extent in extents {
            fixed.granules += extent.count
            fixed.pamtPages += map.pamtPages(granules: extent.count)
            fixed.mainTablePages += map.mainTablePages(granules: extent.count)
        }
        fixed.bridgedGranules = map.bridgedGranules(extents)
        self.fixed = fixed
        var least = fixed
        least.withheldPages = mayWithhold ? 1 : 0
        func setAreas(_ areas: [Int]) {
            least.areas = areas.reduce(0, +)
            let times = zip(extents, areas).map { problem.initTime(granules: $0.count, areas: $1) }
            least.time = problem.parallelTime(
                total: times.reduce(0, +), longest: times.max() ?? 0,
                fullestNode: (fixed.granules + map.nodes.count - 1) / map.nodes.count)
        }
        // Most sets are already too expensive without any areas, before their memory is examined.
        setAreas(extents.map { _ in 0 })
        guard PlanScore(least, problem.objective) < bound else { return nil }
        let census = Census(
            Self.steps(extents, map), tables: fixed.pamtPages, mayWithhold: mayWithhold, count: extents.count)
        leastAreas = census.leastAreas
        guard mayWithhold || census.uncovered <= fixed.pamtPages, leastAreas.allSatisfy({ $0 <= problem.maxAreas })
        else { return nil }
        if mayWithhold { least.withheldPages = max(1, census.uncovered - fixed.pamtPages) }
        setAreas(leastAreas)
        score = PlanScore(least, problem.objective)
        guard score < bound else { return nil }
    }

    /// The address space under these TDMRs. Not kept: there are thousands of candidates.
    func steps(_ map: AddressMap) -> [PlacementStep] { Self.steps(extents, map) }

    private static func steps(_ extents: [GranuleRange], _ map: AddressMap) -> [PlacementStep] {
        PlacementStep.steps(map, extents: extents.map(map.pages))
    }

    /// Every combination of the homes that the TDMRs may have, made one by one: there may be 5^64.
    func homes(_ problem: PlanningProblem, mayWithhold: Bool) -> some Sequence<Homes> {
        let options = homeOptions(problem, mayWithhold: mayWithhold)
        let tracked = options.map { $0.count > 1 }
        let first = options.contains(where: \.isEmpty) ? nil : options.map { _ in 0 }
        return sequence(state: first) { next -> Homes? in
            guard var chosen = next else { return nil }
            let homes = zip(options, chosen).map { $0[$1] }
            // The home of the last TDMR changes first.
            var i = chosen.count - 1
            while i >= 0, chosen[i] + 1 == options[i].count {
                chosen[i] = 0
                i -= 1
            }
            if i >= 0 { chosen[i] += 1 }
            next = i >= 0 ? chosen : nil
            return Homes(homes: homes, tracked: tracked)
        }
    }

    /// The homes that each TDMR may have.
    private func homeOptions(_ problem: PlanningProblem, mayWithhold: Bool) -> [[Home]] {
        guard problem.objective == .default else { return extents.map { _ in [.any] } }
        let lost = mayWithhold ? Int.max / 2 : fixed.pamtPages
        return usablePages(problem.map).map { pages in
            let most = pages.max() ?? 0
            var options = pages.indices.filter { pages[$0] > 0 && pages[$0] >= most - lost }.map(Home.node)
            if pages.reduce(0, +) <= lost { options.append(.none) }
            return options
        }
    }

    /// Usable pages by node in each TDMR.
    private func usablePages(_ map: AddressMap) -> [[Int]] {
        var pages = [[Int]](repeating: [Int](repeating: 0, count: map.nodes.count), count: extents.count)
        var open = 0
        for step in steps(map) {
            switch step {
            case .enter(let tdmr): open = tdmr
            case .piece(let piece) where piece.isCovered: pages[open][piece.node] += piece.span.count
            default: break
            }
        }
        return pages
    }

    /// What one pass over the steps gives: the pages outside of all TDMRs, and the areas that no placement can spare.
    private struct Census {
        var uncovered = 0
        var leastAreas: [Int]

        init(_ steps: [PlacementStep], tables: Int, mayWithhold: Bool, count: Int) {
            leastAreas = [Int](repeating: 0, count: count)
            var tdmr = 0
            var isInArea = false
            for step in steps {
                switch step {
                case .enter(let i):
                    tdmr = i
                    isInArea = false
                case .leave: break
                case .reserved:
                    if !isInArea { leastAreas[tdmr] += 1 }
                    isInArea = true
                case .piece(let piece):
                    if !piece.isCovered {
                        uncovered += piece.span.count
                    } else if !mayWithhold, piece.span.count > tables {
                        isInArea = false
                    }
                }
            }
        }
    }
}
