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

    /// nil where the sets are too many, or the tables' sizes are not whole pages.
    /// - Parameters:
    ///   - fewest: granules that TDMRs cover at least.
    ///   - most: granules and TDMRs beyond which a plan does not matter.
    init?(
        _ problem: PlanningProblem, cells: [GranuleCell], fillable: FillableGranules, fewest: Int, most: (granules: Int, tdmrs: Int)
    ) {
        let scale = problem.scale
        guard scale.bytes4K > 0, scale.bytes2M > 0, scale.bytes1G > 0, scale.bytes4K % 4096 == 0, scale.bytes2M % 4096 == 0,
            let sets = fillable.sets(leaving: fewest), sets.count <= Self.mostSets else { return nil }
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
                outcomes.append(
                    Self.outcome(scale, stretches: way.map(\.granules), pieces: pieces, granules: granules, mostCuts: most.tdmrs - way.count))
            }
            guard outcomes.count <= 4 * Self.mostSets else { return nil }
        }
    }

    /// Granules without a gap, and how many of them are wholly one run's.
    private struct Stretch: Hashable {
        var granules: Int
        var whole: Int
    }

    private static func outcome(_ scale: PlanningScale, stretches: [Int], pieces: [Int], granules: Int, mostCuts: Int) -> Outcome {
        let least = stretches.reduce(0) { $0 + scale.tablePages(.page1G, granules: $1) }
        // Pages that 4K tables cannot take, less those of all 2M tables.
        let unit = scale.bytes4K / 4096
        let rest = pieces.reduce(0) { $0 + $1 % unit } - scale.tablePages(.page2M, granules: granules)
        let cuts = FewestCuts(scale: scale, stretches: stretches, pieces: pieces)
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
