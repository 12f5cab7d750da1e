import PhysicalMemory
import TDXModule

/// The best plan, proven: every way to cut a small window of granules into TDMRs, the most promising first, each with the best places for its tables.
struct ExactPlanner {
    enum Answer {
        /// The best plan.
        case best(DraftPlan)
        /// Proven: no plan at all.
        case none
        /// The machine is too large, or the search was given up; the best plan seen, if any.
        case unknown(DraftPlan?)
    }

    let problem: PlanningProblem
    let objective: PlanObjective
    /// Granules that TDMRs may use.
    let window: Range<Int>
    /// Steps of the dynamic programs in all, and partitions.
    var budget = 600_000
    var mostPartitions = 20_000

    /// The window from the lowest to the highest granule with memory, or nil when it has more than `limit` granules.
    static func window(_ problem: PlanningProblem, limit: Int) -> Range<Int>? {
        guard let first = problem.terrain.runs.first, let last = problem.terrain.runs.last else { return nil }
        let size = problem.scale.pagesPerGranule
        let low = first.start / size
        let high = (last.end - 1) / size + 1
        return high - low <= limit ? low..<high : nil
    }

    /// - Parameter known: a plan to be beaten; it is returned when nothing beats it.
    func plan(known: DraftPlan?) -> Answer {
        let nodes = Set(problem.terrain.runs.map(\.node)).sorted()
        guard nodes.count <= 4, problem.scale.pamtPages(granules: 1) > 0,
            let partitions = PartitionList.all(window: window, most: problem.maxTDMRs, limit: mostPartitions)
        else { return .unknown(known) }
        let runNodes = problem.terrain.runs.map { run in nodes.firstIndex(of: run.node) ?? 0 }
        var incumbent = known.flatMap { draft in draft.figures(problem).map { (draft, objective.rank($0)) } }
        var spent = 0
        for mayWithhold in [false, true] {
            if mayWithhold, let incumbent, incumbent.0.withheld.isEmpty { break }
            let setting = PlacementSearch.Setting(
                problem: problem, objective: objective, nodes: nodes, runNodes: runNodes, mayWithhold: mayWithhold)
            var candidates = partitions.compactMap { Candidate($0, setting) }
            candidates.sort { $0.rank < $1.rank }
            for candidate in candidates {
                if let incumbent, !(candidate.rank < incumbent.1) { break }
                for homes in candidate.homes(setting) {
                    guard var search = PlacementSearch(
                        setting, extents: candidate.extents, homes: homes.homes, tracked: homes.tracked, steps: candidate.steps,
                        fixed: candidate.fixed, leastAreas: candidate.leastAreas, bound: incumbent?.1, budget: budget - spent)
                    else { return .unknown(incumbent?.0) }
                    let found = search.solve()
                    spent += search.work
                    if spent > budget { return .unknown(incumbent?.0) }
                    if let found, let figures = found.figures(problem) {
                        let rank = objective.rank(figures)
                        if incumbent.map({ rank < $0.1 }) ?? true { incumbent = (found, rank) }
                    }
                }
            }
        }
        return incumbent.map { .best($0.0) } ?? .none
    }
}

extension ExactPlanner {
    /// A partition with what it costs at least.
    private struct Candidate {
        let extents: [DraftPlan.Extent]
        let steps: [PlacementStep]
        let fixed: PlanFigures
        let leastAreas: [Int]
        let rank: PlanRank

        /// nil when no places for the tables can make a plan of it.
        init?(_ extents: [DraftPlan.Extent], _ setting: PlacementSearch.Setting) {
            let problem = setting.problem
            self.extents = extents
            let size = problem.scale.pagesPerGranule
            let spans = extents.map { PageSpan(start: $0.start * size, end: $0.end * size) }
            steps = PlacementStep.steps(problem.terrain, nodes: setting.runNodes, extents: spans)
            var fixed = PlanFigures()
            fixed.tdmrs = extents.count
            var longest = 0
            for extent in extents {
                fixed.granules += extent.count
                fixed.pamtPages += problem.scale.pamtPages(granules: extent.count)
                fixed.mainTablePages += problem.scale.mainTablePages(granules: extent.count)
                longest = max(longest, PAMTLevel.allCases.map { problem.scale.tablePages($0, granules: extent.count) }.max() ?? 0)
            }
            guard problem.terrain.runs.contains(where: { $0.count >= longest }) else { return nil }
            let census = Census(steps, tables: fixed.pamtPages, mayWithhold: setting.mayWithhold, count: extents.count)
            guard setting.mayWithhold || census.uncovered <= fixed.pamtPages else { return nil }
            guard census.leastAreas.allSatisfy({ $0 <= problem.maxAreas }) else { return nil }
            leastAreas = census.leastAreas
            fixed.bridgedGranules = problem.terrain.bridgedGranules(extents, scale: problem.scale)
            self.fixed = fixed
            var least = fixed
            least.areas = leastAreas.reduce(0, +)
            least.withheldPages = setting.mayWithhold ? max(1, census.uncovered - fixed.pamtPages) : 0
            var total = 0
            for (extent, areas) in zip(extents, leastAreas) {
                let time = problem.initTime(granules: extent.count, areas: areas)
                total += time
                least.longestTime = max(least.longestTime, time)
            }
            least.time = problem.parallelTime(
                total: total, longest: least.longestTime, fullestNode: (fixed.granules + setting.nodes.count - 1) / setting.nodes.count)
            rank = setting.objective.rank(least)
        }

        /// The nodes that the TDMRs may turn out to have, each combination with the TDMRs of which that must be watched.
        func homes(_ setting: PlacementSearch.Setting) -> [(homes: [Int], tracked: [Bool])] {
            guard setting.objective == .default else {
                return [([Int](repeating: -1, count: extents.count), [Bool](repeating: false, count: extents.count))]
            }
            let lost = setting.mayWithhold ? Int.max / 2 : fixed.pamtPages
            var combinations: [(homes: [Int], tracked: [Bool])] = [([], [])]
            for pages in usablePages {
                let most = pages.max() ?? 0
                var options = pages.indices.filter { pages[$0] > 0 && pages[$0] >= most - lost }
                if pages.reduce(0, +) <= lost { options.append(-2) }
                combinations = combinations.flatMap { combination in
                    options.map { (combination.homes + [$0], combination.tracked + [options.count > 1]) }
                }
            }
            return combinations
        }

        /// Usable pages by node in each TDMR.
        private var usablePages: [[Int]] {
            var pages = [[Int]](repeating: [Int](repeating: 0, count: 4), count: extents.count)
            var open = -1
            for step in steps {
                switch step {
                case .enter(let tdmr): open = tdmr
                case .piece(let piece) where piece.isCovered: pages[open][piece.node] += piece.span.count
                default: break
                }
            }
            return pages
        }
    }

    /// What a partition's steps say at once: memory outside of all TDMRs, and the areas that no placement can spare.
    private struct Census {
        var uncovered = 0
        var leastAreas: [Int]

        init(_ steps: [PlacementStep], tables: Int, mayWithhold: Bool, count: Int) {
            leastAreas = [Int](repeating: 0, count: count)
            var tdmr = -1
            var isOpen = false
            for step in steps {
                switch step {
                case .enter(let i):
                    tdmr = i
                    isOpen = false
                case .leave: tdmr = -1
                case .hole:
                    if !isOpen { leastAreas[tdmr] += 1 }
                    isOpen = true
                case .piece(let piece):
                    if !piece.isCovered {
                        uncovered += piece.span.count
                    } else if !mayWithhold, piece.span.count > tables {
                        isOpen = false
                    }
                }
            }
        }
    }
}
