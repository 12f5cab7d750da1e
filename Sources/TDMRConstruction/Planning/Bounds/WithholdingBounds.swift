import TDXModule

/// How much of a machine that cannot be served whole is lost at least: pages withheld and pages of 4K and 2M tables together.
///
/// What is not served is withheld or table, so the loss is the memory that no TDMR can keep, less the 1G tables that lie in it. Where tables have to do
/// with short groups of memory another count is larger: what whole 4K tables leave of each group not kept, and the 4K tables besides. Every mixture of the
/// two is a bound; each is the dual of a dynamic program.
struct WithholdingBounds {
    private let problem: PlanningProblem
    private let maxGranules: Int
    private let maxTDMRs: Int
    private let cells: LossyCells

    /// 0 where a plan that withholds nothing may exist.
    static func withheldAndMainTables(_ problem: PlanningProblem) -> Int {
        guard let bounds = WithholdingBounds(problem) else { return 0 }
        let least = max(bounds.least(.all), bounds.uncovered)
        // Where all tables together are little beside it, they decide nothing.
        if least > 8 * bounds.mostMainTables { return least }
        guard least > bounds.mostMainTables || bounds.mustWithhold else { return 0 }
        return bounds.mixtures.map(bounds.least).reduce(least, max)
    }

    private init?(_ problem: PlanningProblem) {
        self.problem = problem
        let longest = problem.terrain.runs.lazy.map(\.count).max() ?? 0
        maxGranules = ScalableCoverage.granules(withTablesOfAtMost: longest, scale: problem.scale)
        guard maxGranules > 0, problem.maxTDMRs > 0 else { return nil }
        // Each TDMR has a table of its own in some run.
        let least = PAMTLevel.allCases.map { problem.scale.tablePages($0, granules: 1) }.max() ?? 0
        maxTDMRs = min(problem.maxTDMRs, least > 0 ? problem.terrain.runs.reduce(0) { $0 + $1.count / least } : .max)
        cells = LossyCells(problem, maxGranules: maxGranules)
    }

    private func tablePages(_ level: PAMTLevel, _ granules: Int) -> Int { problem.scale.tablePages(level, granules: granules) }

    private var limits: WithholdingCoverage.Limits { WithholdingCoverage.Limits(tdmrs: maxTDMRs, granules: maxGranules) }

    /// Granules without memory between others: TDMRs of them alone have tables too.
    private var empty: Int {
        guard let first = cells.cells.first, let last = cells.cells.last else { return 0 }
        return last.end - first.start - cells.cells.reduce(0) { $0 + $1.count }
    }

    /// Memory outside of TDMRs at least, less 1G tables: how many granules all TDMRs have together depends on how long runs there are for their tables.
    private var uncovered: Int {
        let mostGranules = mostGranulesCovered
        let size = problem.scale.pagesPerGranule
        var perGranule = cells.cells.filter { $0.count == 1 }.map { cell in
            cells.groups[cell.inner].reduce(cell.head + cell.tail) { $0 + $1.pages }
        }
        perGranule.sort(by: >)
        let whole = cells.cells.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) }
        let all = whole * size + perGranule.reduce(0, +)
        let covered = min(whole, mostGranules) * size + perGranule.prefix(max(0, mostGranules - whole)).reduce(0, +)
        return max(0, all - covered - tablePages(.page1G, mostGranules) - maxTDMRs)
    }

    /// The most granules of all TDMRs: of n granules or more there are no more TDMRs than such tables have places, and all tables longer than some length
    /// no longer than all runs that are.
    private var mostGranulesCovered: Int {
        // Where more runs than TDMRs are long enough there are places for all.
        var longest = Longest<Int>(maxTDMRs)
        for run in problem.terrain.runs { longest.insert(run.count) }
        var runs = longest.sorted()
        let hasAll = runs.count < maxTDMRs
        var most = maxTDMRs.multipliedReportingOverflow(by: maxGranules).overflow ? Int.max / 2 : maxTDMRs * maxGranules
        let unit = problem.scale.pagesNoTableSplits
        guard problem.scale.bytes4K >= 4096, maxGranules <= Self.mostSizes else { return most }
        var sum = 0
        for granules in 1...maxGranules {
            let pages = tablePages(.page4K, granules)
            while let last = runs.last, last < pages { runs.removeLast() }
            if hasAll || runs.count < maxTDMRs { most = min(most, sum + runs.reduce(0) { $0 + $1 / unit }) }
            sum += min(maxTDMRs, runs.reduce(0) { $0 + $1 / pages })
        }
        return min(most, sum)
    }

    private static let mostSizes = 1 << 16

    /// Pages of all 4K and 2M tables at most.
    private var mostMainTables: Int {
        guard let first = cells.cells.first, let last = cells.cells.last else { return 0 }
        // A TDMR's tables may each have a page that is not full.
        return problem.scale.mainTablePages(granules: last.end - first.start) + 2 * min(maxTDMRs, last.end - first.start)
    }

    /// What is lost at least, in pages, with these weights.
    private func least(_ weights: LossWeights) -> Int {
        let unit = LossWeights.unit
        let each = (unit - weights.whole) * (problem.scale.bytes4K / 4096)
        let coverage = WithholdingCoverage(problem, cells: cells, weights: weights, limits: limits) { granules, reach in
            each * granules - unit * tablePages(.page1G, reach)
        }
        // Cut into more TDMRs, the same granules can have one page more of each.
        let loss = coverage.solve(leastPrice: unit * min(1, problem.scale.bytes1G)).leastLoss - unit * tablePages(.page1G, empty)
        return (loss + unit - 1) / unit
    }

    /// Whether all tables together cannot take what the TDMRs do not keep.
    private var mustWithhold: Bool {
        mixtures.contains { weights in
            func tables(_ granules: Int) -> Int {
                weights.whole * tablePages(.page4K, granules) + LossWeights.unit * (tablePages(.page2M, granules) + tablePages(.page1G, granules))
            }
            let coverage = WithholdingCoverage(problem, cells: cells, weights: weights, limits: limits) { -tables($1) }
            let rounded = [problem.scale.bytes4K, problem.scale.bytes2M, problem.scale.bytes1G].count { $0 % 4096 != 0 }
            return coverage.solve(leastPrice: LossWeights.unit * rounded).leastLoss > tables(empty)
        }
    }

    /// Leaving out a part of what one run has wholly must be no use, for it is not looked at.
    private var mixtures: [LossWeights] {
        let hasParts = cells.cells.contains { $0.count > 1 }
        return LossWeights.mixtures.filter {
            !hasParts || $0.whole * problem.scale.pagesPerGranule >= (LossWeights.unit - $0.whole) * tablePages(.page4K, 1)
        }
    }
}
