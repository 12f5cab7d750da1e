import TDXModule

/// What dropping granules costs in TDMRs: pieces between two holes must be filled exactly, which takes tables of the right sizes and so cuts.
///
/// Every set of granules that tables may be able to fill is tried, with all ways of cutting the rest once; where these do not do, there are two cuts.
struct FewTDMRBounds {
    /// One set of granules dropped: how many are left, and the least TDMRs and pages of 1G tables that this takes.
    private struct Outcome {
        var granules: Int
        var tdmrs: Int
        var pages1G: Int
    }

    private var outcomes: [Outcome] = []

    private static let mostSets = 300
    private static let mostParts = 200_000
    /// Numbers of pages of which each is looked at by itself.
    private static let mostSteps = 4

    /// nil where the sets are too many, or the tables' sizes are not whole pages.
    /// - Parameters:
    ///   - fewest: granules that TDMRs cover at least.
    ///   - most: granules, TDMRs and pages of tables beyond which a plan does not matter.
    init?(
        _ problem: PlanningProblem, cells: [GranuleCell], fillable: FillableGranules, fewest: Int,
        most: (granules: Int, tdmrs: Int, pages: Int)
    ) {
        let scale = problem.scale
        guard scale.bytes4K > 0, scale.bytes2M > 0, scale.bytes1G > 0, scale.bytes4K % 4096 == 0, scale.bytes2M % 4096 == 0,
            let sets = fillable.sets(leaving: fewest), sets.count <= Self.mostSets else { return nil }
        var budget = Self.mostParts
        for (set, whole) in sets where fillable.count - set.count - whole <= most.granules {
            let granules = fillable.count - set.count - whole
            let pieces = DroppedGranules.pieces(problem, set).filter(\.isExact).map(\.span.count)
            let partial = fillable.specialGranules.subtracting(set)
            let stretches = GranuleCells.stretches(GranuleCells.cells(cells, without: set)).map { stretch in
                Stretch(granules: stretch.count, whole: stretch.count - partial.count { stretch.start <= $0 && $0 < stretch.end })
            }
            guard stretches.count <= 6, let ways = Self.shorten(stretches, by: whole) else { return nil }
            // Whole granules dropped out of a stretch's middle are like a cut there.
            for way in ways where way.count <= most.tdmrs {
                let cuts = FewestCuts(scale: scale, stretches: way.map(\.granules), pieces: pieces)
                outcomes += Self.outcomes(cuts, granules: granules, most: (most.tdmrs, most.pages), budget: &budget)
            }
            guard outcomes.count <= 4 * Self.mostSets else { return nil }
        }
    }

    /// Granules without a gap, and how many of them are wholly one run's.
    private struct Stretch: Hashable {
        var granules: Int
        var whole: Int
    }

    /// What a plan with these cuts can come to: more pages against fewer TDMRs.
    private static func outcomes(_ cuts: FewestCuts, granules: Int, most: (tdmrs: Int, pages: Int), budget: inout Int) -> [Outcome] {
        var outcome = outcome(cuts, granules: granules, mostCuts: most.tdmrs - cuts.stretches.count)
        let last = min(outcome.pages1G + mostSteps, most.pages - cuts.scale.mainTablePages(granules: granules))
        var found: [Outcome] = []
        while outcome.pages1G < last {
            switch PagedCuts.answer(cuts, pages: outcome.pages1G, mostTDMRs: most.tdmrs, budget: &budget) {
            case .unknown: return found + [outcome]
            case .tdmrs(let fewest):
                found.append(outcome)
                found[found.count - 1].tdmrs = max(outcome.tdmrs, fewest)
                if fewest <= outcome.tdmrs { return found }
            case .impossible: break
            }
            outcome.pages1G += 1
        }
        return found + [outcome]
    }

    private static func outcome(_ cuts: FewestCuts, granules: Int, mostCuts: Int) -> Outcome {
        let (scale, stretches, pieces) = (cuts.scale, cuts.stretches, cuts.pieces)
        let least = stretches.reduce(0) { $0 + scale.tablePages(.page1G, granules: $1) }
        // Pages that 4K tables cannot take, less those of all 2M tables.
        let unit = scale.bytes4K / 4096
        let rest = pieces.reduce(0) { $0 + $1 % unit } - scale.tablePages(.page2M, granules: granules)
        let most = min(1, cuts.provableCuts, mostCuts)
        var tdmrs = stretches.count + most + 1
        var pages = tdmrs
        for count in 0...most {
            guard let answer = cuts.best(cuts: count) else { continue }
            tdmrs = stretches.count + count
            // With more cuts there may still be fewer pages.
            pages = min(answer.pages1G, tdmrs + 1)
            break
        }
        pages = max(least, rest, pages)
        // Only TDMRs of many granules have more than a page each.
        return Outcome(granules: granules, tdmrs: max(tdmrs, pages - granules * scale.bytes1G / 4096), pages1G: pages)
    }

    /// All ways to take so many whole granules off stretches; nil when they are too many.
    private static func shorten(_ stretches: [Stretch], by count: Int) -> [[Stretch]]? {
        var ways: Set<[Stretch]> = [stretches]
        for _ in 0..<count {
            var shorter: Set<[Stretch]> = []
            for way in ways {
                for i in way.indices where way[i].whole > 0 {
                    var next = way
                    next[i].granules -= 1
                    next[i].whole -= 1
                    if next[i].granules == 0 { next.remove(at: i) }
                    if !next.isEmpty { shorter.insert(next) }
                }
            }
            guard shorter.count <= mostSets else { return nil }
            ways = shorter
        }
        return Array(ways)
    }

    /// The fewest pages of all tables of a plan without bridged gaps.
    func pamtPages(_ scale: PlanningScale, mostTDMRs: Int = .max) -> Int {
        outcomes.filter { $0.tdmrs <= mostTDMRs }.map { scale.mainTablePages(granules: $0.granules) + $0.pages1G }.min() ?? 0
    }

    /// The fewest TDMRs of a plan without bridged gaps and with at most so many pages of tables.
    func tdmrs(_ scale: PlanningScale, mostPages: Int = .max) -> Int {
        outcomes.filter { scale.mainTablePages(granules: $0.granules) + max($0.pages1G, $0.tdmrs) <= mostPages }.map(\.tdmrs).min() ?? 0
    }
}
