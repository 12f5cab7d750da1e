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
        /// The time that the TDMR which takes longest takes at least, with as many TDMRs as the plan at hand has.
        var longest: Int
    }

    /// Only those that may be as good as the plan at hand.
    private var outcomes: [Outcome] = []
    private let scale: PlanningScale
    /// Figures of the plan at hand: what is not known to be better is no better than they are.
    private let most: (tdmrs: Int, pages: Int)

    private static let mostSets = 2000
    private static let mostWays = 20_000
    private static let mostParts = 200_000
    private static let mostWastes = 1_000_000
    /// Numbers of pages of which each is looked at by itself.
    private static let mostSteps = 4

    /// nil where the sets are too many, or the tables' sizes are not whole pages.
    /// - Parameters:
    ///   - cells: with the areas that no filling of fragments spares.
    ///   - left: granules that TDMRs cover.
    ///   - most: TDMRs and pages of tables of the plan at hand. `countsTDMRs`: whether more TDMRs never matter.
    init?(
        _ problem: PlanningProblem, cells: [GranuleCell], fillable: FillableGranules, leaving left: ClosedRange<Int>,
        most: (tdmrs: Int, pages: Int), countsTDMRs: Bool
    ) {
        scale = problem.scale
        self.most = most
        guard scale.bytes4K > 0, scale.bytes2M > 0, scale.bytes1G > 0, scale.bytes4K % 4096 == 0, scale.bytes2M % 4096 == 0,
            let sets = fillable.sets(leaving: left), sets.count <= Self.mostSets else { return nil }
        let mostTDMRs = countsTDMRs ? most.tdmrs : Int.max / 2
        var budget = (parts: Self.mostParts, wastes: Self.mostWastes)
        var ways = 0
        for (set, whole) in sets {
            let granules = fillable.count - set.count - whole
            let main = scale.mainTablePages(granules: granules)
            // As many TDMRs as the plan has are worth a look only where there are no more pages.
            let few = main + scale.tablePages(.page1G, granules: granules) <= most.pages ? mostTDMRs : mostTDMRs - 1
            let pieces = DroppedGranules.pieces(problem, set).filter(\.isExact).map(\.span.count)
            let partial = fillable.specialGranules.subtracting(set)
            let left = GranuleCells.cells(cells, without: set)
            let stretches = GranuleCells.stretches(left).map { stretch in
                Stretch(
                    granules: stretch.count, whole: stretch.count - partial.count { stretch.start <= $0 && $0 < stretch.end },
                    areas: left.reduce(StretchSummary.neutral) { stretch.start <= $1.start && $1.start < stretch.end ? $0 + $1.summary : $0 }.groups)
            }
            guard stretches.count <= 6 else { return nil }
            // Taking whole granules away leaves no stretch out but short ones.
            guard stretches.count - stretches.count(where: { $0.granules <= whole }) <= few else { continue }
            guard let shorter = Self.shorten(stretches, by: whole) else { return nil }
            // Whole granules dropped out of a stretch's middle are like a cut there.
            for way in shorter where way.count <= few {
                ways += 1
                guard ways <= Self.mostWays else { return nil }
                let cuts = FewestCuts(scale: scale, stretches: way.map(\.granules), pieces: pieces)
                let longest = Self.longest(problem, way, tdmrs: most.tdmrs)
                outcomes += Self.outcomes(problem, cuts, granules: granules, most: (few, most.pages), longest: longest, plan: most.tdmrs, budget: &budget)
            }
            guard outcomes.count <= 4 * Self.mostSets else { return nil }
        }
    }

    /// Granules without a gap, how many of them are wholly one run's, and the areas that a TDMR over all of them has at least.
    private struct Stretch: Hashable {
        var granules: Int
        var whole: Int
        var areas: Int
    }

    /// The time that the longest of so many TDMRs takes at least.
    private static func longest(_ problem: PlanningProblem, _ stretches: [Stretch], tdmrs: Int) -> Int {
        // Each TDMR is a stretch, with its areas.
        if tdmrs <= stretches.count { return stretches.map { problem.initTime(granules: $0.granules, areas: $0.areas) }.max() ?? 0 }
        var low = 1
        var high = stretches.map(\.granules).max() ?? 1
        while low < high {
            let middle = (low + high) / 2
            if stretches.reduce(0, { $0 + ($1.granules + middle - 1) / middle }) <= tdmrs { high = middle } else { low = middle + 1 }
        }
        return problem.initTime(granules: low, areas: 0)
    }

    /// What a plan with these cuts can come to: more pages against fewer TDMRs.
    private static func outcomes(
        _ problem: PlanningProblem, _ cuts: FewestCuts, granules: Int, most: (tdmrs: Int, pages: Int), longest: Int, plan: Int, budget: inout (parts: Int, wastes: Int)
    ) -> [Outcome] {
        var outcome = outcome(cuts, granules: granules, mostCuts: most.tdmrs - cuts.stretches.count)
        outcome.longest = max(longest, outcome.tdmrs == plan ? problem.initTime(granules: outcome.longest, areas: 0) : 0)
        let last = min(outcome.pages1G + mostSteps, most.pages - cuts.scale.mainTablePages(granules: granules))
        var found: [Outcome] = []
        while outcome.pages1G < last {
            if WastedGranules.areTooMany(cuts, pages: outcome.pages1G, budget: &budget.wastes) {
                outcome.pages1G += 1
                continue
            }
            switch PagedCuts.answer(cuts, pages: outcome.pages1G, mostTDMRs: most.tdmrs, budget: &budget.parts) {
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
        var longest = 0
        for count in 0...most {
            guard let answer = cuts.best(cuts: count) else { continue }
            tdmrs = stretches.count + count
            // With more cuts there may still be fewer pages.
            pages = min(answer.pages1G, tdmrs + 1)
            longest = answer.longest
            break
        }
        pages = max(least, rest, pages)
        // Only TDMRs of many granules have more than a page each.
        return Outcome(granules: granules, tdmrs: max(tdmrs, pages - granules * scale.bytes1G / 4096), pages1G: pages, longest: longest)
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

    /// The fewest pages of all tables of a plan without bridged gaps, or those of the plan at hand where none has fewer.
    func pamtPages(mostTDMRs: Int = .max) -> Int {
        outcomes.reduce(most.pages) { $1.tdmrs <= mostTDMRs ? min($0, scale.mainTablePages(granules: $1.granules) + $1.pages1G) : $0 }
    }

    /// The fewest TDMRs of a plan without bridged gaps and with at most so many pages of tables, or those of the plan at hand where none has fewer.
    func tdmrs(mostPages: Int = .max) -> Int {
        outcomes.reduce(most.tdmrs) {
            let pages = scale.mainTablePages(granules: $1.granules) + max($1.pages1G, $1.tdmrs)
            return pages <= mostPages ? min($0, $1.tdmrs) : $0
        }
    }

    /// The time that the longest TDMR takes at least in all plans without bridged gaps that have no more TDMRs and pages than the plan at hand.
    var longest: Int {
        outcomes.filter { $0.tdmrs <= most.tdmrs && scale.mainTablePages(granules: $0.granules) + $0.pages1G <= most.pages }.map(\.longest).min() ?? 0
    }
}
