import PhysicalMemory
import TDXModule

/// Computes lower bounds, each from a relaxation that is easy to trust.
///
/// * A granule stays outside of all TDMRs only when tables fill its memory to the page. Tables have so many pages, and where a fragment has both ends inside
///   the granule, what 4K tables leave of it must be made of 2M and 1G tables: that bounds how many granules stay out.
/// * Memory longer than all tables together cannot be filled; holes on its two sides need two areas.
/// * TDMRs that take at most a given time: going up from the lowest granule, each as large as may be, needs the fewest.
///   Not considered: TDMRs over granules without memory, only to have longer tables.
/// * A TDMR of one node's majority reaches over a node border by at most half its size: the rest of a node writes its PAMT at home.
struct LowerBounds {
    private let problem: PlanningProblem
    private let objective: PlanObjective
    /// All cells, and those that remain when every fragment that tables could fill counts as filled or served, whichever costs less.
    private let cells: [GranuleCell]
    private let firmCells: [GranuleCell]
    /// Granules with memory, and how many of them tables could keep out of all TDMRs.
    private let granules: Int
    private let mostDropped: Int
    /// In the default order no plan that takes longer matters for the figures behind the time; else `Int.max`.
    private let longestTime: Int

    /// - Parameter figures: those of the plan at hand.
    /// - Complexity: O(*r* log *r*).
    init(_ problem: PlanningProblem, objective: PlanObjective, figures: PlanFigures) {
        self.problem = problem
        self.objective = objective
        let staysHome = objective == .default && figures.offNodePages == 0
        longestTime = staysHome ? figures.time : .max
        cells = GranuleCells.make(problem)
        let granules = cells.reduce(0) { $0 + $1.count }
        self.granules = granules
        let tables = Self.mostPAMTPages(problem, granules: granules)
        var firm = problem
        firm.terrain.runs.removeAll { $0.count <= tables }
        firmCells = GranuleCells.make(firm)
        if staysHome {
            // Tables fill granules of their own node only, and a TDMR reaches over a border by no more than its size.
            let reach = max(1, figures.time / problem.initTime(granules: 1, areas: 0))
            var perNode: [NodeID: (runs: [Terrain.Run], granules: Int, last: Int)] = [:]
            var previous: NodeID?
            for run in problem.terrain.runs {
                let last = (run.end - 1) / problem.scale.pagesPerGranule
                let first = max(run.start / problem.scale.pagesPerGranule, (perNode[run.node]?.last ?? -1) + 1)
                perNode[run.node, default: ([], 0, -1)].runs.append(run)
                perNode[run.node]?.granules += last - first + 1 + (previous == run.node ? 0 : 2 * reach)
                perNode[run.node]?.last = last
                previous = run.node
            }
            let dropped = perNode.values.reduce(0) { sum, node in
                var own = problem
                own.terrain.runs = node.runs
                return sum + Self.mostDropped(own, granules: min(granules, node.granules))
            }
            mostDropped = min(dropped, Self.mostDropped(problem, granules: granules))
        } else {
            mostDropped = Self.mostDropped(problem, granules: granules)
        }
    }

    /// The bounds for a plan of `figures`.
    static func bounds(_ problem: PlanningProblem, objective: PlanObjective, figures: PlanFigures) -> PlanBounds {
        guard figures.withheldPages > 0 else { return LowerBounds(problem, objective: objective, figures: figures).bounds() }
        var bounds = PlanBounds()
        bounds.withheldAndMainTables = withheldAndMainTables(problem)
        return bounds
    }

    private func bounds() -> PlanBounds {
        var bounds = PlanBounds()
        bounds.granules = max(1, granules - mostDropped)
        bounds.tdmrs = tdmrs
        bounds.pamtPages = pamtPages(bounds)
        bounds.areas = areas
        bounds.time = time(bounds)
        return bounds
    }

    /// The most pages that the tables of a plan without bridged gaps can have.
    private static func mostPAMTPages(_ problem: PlanningProblem, granules: Int) -> Int {
        // Rounding up costs at most a page for each table.
        problem.scale.pamtPages(granules: granules) + 3 * min(problem.maxTDMRs, granules)
    }

    // MARK: Granules

    /// The most granules that tables can fill.
    private static func mostDropped(_ problem: PlanningProblem, granules: Int) -> Int {
        let scale = problem.scale
        let size = scale.pagesPerGranule
        let unit = scale.bytes4K > 0 && scale.bytes4K % 4096 == 0 ? scale.bytes4K / 4096 : 1
        // Pages of each granule not wholly one run's, and of those what 4K tables cannot fill.
        var special: [(pages: Int, rest: Int)] = []
        var whole = 0
        var open: (granule: Int, pages: Int, rest: Int)?
        func close() {
            if let open { special.append((open.pages, open.rest)) }
            open = nil
        }
        for run in problem.terrain.runs {
            var position = run.start
            while position < run.end {
                let granule = position / size
                if position == granule * size, run.end - position >= size {
                    close()
                    whole += (run.end - position) / size
                    position += (run.end - position) / size * size
                    continue
                }
                let end = min(run.end, (granule + 1) * size)
                let isInside = position == run.start && end == run.end
                if open?.granule != granule { close() }
                open = (granule, (open?.pages ?? 0) + end - position, (open?.rest ?? 0) + (isInside ? (end - position) % unit : 0))
                position = end
            }
        }
        close()
        special.sort { ($0.pages, $0.rest) < ($1.pages, $1.rest) }
        let tables = mostPAMTPages(problem, granules: granules)
        let small = scale.tablePages(.page2M, granules: granules) + scale.tablePages(.page1G, granules: granules) + 2 * min(problem.maxTDMRs, granules)
        // Of granules with a rest at most so many, taking the smallest rests.
        var rests = special.map(\.rest).filter { $0 > 0 }.sorted()
        var left = small
        var withRest = 0
        while withRest < rests.count, rests[withRest] <= left {
            left -= rests[withRest]
            withRest += 1
        }
        rests = []
        let easy = special.filter { $0.rest == 0 }.map(\.pages)
        let hard = special.filter { $0.rest > 0 }.map(\.pages)
        var most = 0
        var used = 0
        for n in 0...withRest {
            if n > 0 { used += hard[n - 1] }
            guard used <= tables else { break }
            var budget = tables - used
            var count = n
            for pages in easy {
                guard pages <= budget else { break }
                budget -= pages
                count += 1
            }
            most = max(most, count + min(whole, budget / size))
        }
        return min(most, granules - 1)
    }

    private func pamtPages(_ bounds: PlanBounds) -> Int {
        let scale = problem.scale
        let main = scale.mainTablePages(granules: bounds.granules)
        guard scale.bytes1G > 0 else { return main }
        // With a gap bridged there is a granule more and perhaps only one TDMR.
        let bridged = scale.pamtPages(granules: bounds.granules + 1)
        return min(main + max(scale.tablePages(.page1G, granules: bounds.granules), bounds.tdmrs), bridged)
    }

    // MARK: TDMRs and areas

    /// Stretches of granules without a gap that tables cannot fill whole.
    private var tdmrs: Int {
        var lengths: [Int] = []
        for (i, cell) in cells.enumerated() {
            if i > 0, cells[i - 1].end == cell.start { lengths[lengths.count - 1] += cell.count } else { lengths.append(cell.count) }
        }
        lengths.sort()
        var left = mostDropped
        var gone = 0
        for length in lengths where length <= left {
            left -= length
            gone += 1
        }
        // Where a granule has too many holes for one TDMR, memory is withheld and the bound is for others.
        let few = fewest(time: longestTime)
        return max(1, lengths.count - gone, few == .max ? 1 : few - mostDropped)
    }

    /// The fewest TDMRs with which none has too many areas or takes longer, however gaps are bridged; `Int.max` when one granule does.
    private func fewest(time: Int) -> Int {
        EvenCoverage(problem: problem, cells: firmCells, maxGranules: .max).fewest(time: time)
    }

    private var areas: Int {
        var total = 0
        for (i, cell) in firmCells.enumerated() {
            total += cell.summary.groups
            if i > 0, firmCells[i - 1].summary.endsMandatory, cell.summary.startsMandatory { total -= 1 }
        }
        // Each granule that stays out may take its areas with it, and lets those beside it meet.
        let spared = firmCells.filter { !$0.isPlain }.map(\.summary.groups).sorted(by: >).prefix(mostDropped).reduce(0, +)
        return max(0, total - spared)
    }

    // MARK: Time

    private func time(_ bounds: PlanBounds) -> Int {
        let one = problem.initTime(granules: 1, areas: 0)
        let area = problem.initTime(granules: 1, areas: 1) - one
        // The time that the TDMRs must be allowed so that they suffice.
        var low = 0
        var high = problem.initTime(granules: max(1, granules), areas: problem.maxAreas)
        while low < high {
            let middle = (low + high) / 2
            let count = fewest(time: middle)
            if count != .max, count - mostDropped <= problem.maxTDMRs { high = middle } else { low = middle + 1 }
        }
        let nodes = Set(problem.terrain.runs.map(\.node)).count
        let even = problem.writeFloor(granules: (bounds.granules + nodes - 1) / max(1, nodes))
        let total = bounds.granules * one + bounds.areas * area
        let time = max(low, (total + problem.processors - 1) / problem.processors, even)
        return objective == .default ? max(time, homeFloor) : time
    }

    /// The least time in which each node's memory takes the PAMTs that must be its own.
    private var homeFloor: Int {
        let size = problem.scale.pagesPerGranule
        var pages: [NodeID: Int] = [:]
        var borders: [NodeID: Int] = [:]
        var previous: NodeID?
        for run in problem.terrain.runs {
            pages[run.node, default: 0] += run.count
            if let before = previous, before != run.node {
                borders[before, default: 0] += 1
                borders[run.node, default: 0] += 1
            }
            previous = run.node
        }
        let one = problem.initTime(granules: 1, areas: 0)
        var floor = 0
        for (node, pages) in pages {
            // Granules that hold this many pages, less those that tables fill.
            let own = max(0, pages / size - mostDropped)
            var low = 0
            var high = problem.writeFloor(granules: own)
            while low < high {
                let middle = (low + high) / 2
                let shared = min(own, borders[node, default: 0] * (middle / one + 1) / 2 + borders[node, default: 0])
                if problem.writeFloor(granules: own - shared) <= middle { high = middle } else { low = middle + 1 }
            }
            floor = max(floor, low)
        }
        return floor
    }

    // MARK: Withholding

    /// What is not served is withheld or table: the most that can be served are the longest groups, so many as TDMRs can keep apart.
    /// - Complexity: O(*r* log *t*) for *t* TDMRs' areas.
    private static func withheldAndMainTables(_ problem: PlanningProblem) -> Int {
        let keep = problem.maxTDMRs.multipliedReportingOverflow(by: problem.maxAreas + 1)
        guard !keep.overflow, keep.partialValue < 1 << 40 else { return 0 }
        var longest: [Int] = []
        var all = 0
        var group = 0
        var hole = 0
        func close() {
            if group > 0 { longest.append(group) }
            all += group
            group = 0
            if longest.count - 4096 > 2 * keep.partialValue {
                longest.sort(by: >)
                longest.removeSubrange(keep.partialValue...)
            }
        }
        for run in problem.terrain.runs {
            while hole < problem.terrain.holes.count, problem.terrain.holes[hole].start < run.start {
                close()
                hole += 1
            }
            group += run.count
        }
        close()
        longest.sort(by: >)
        let served = longest.prefix(keep.partialValue).reduce(0, +)
        let span = (problem.terrain.runs.last?.end ?? 0) / problem.scale.pagesPerGranule + 1
        return max(0, all - served - problem.scale.tablePages(.page1G, granules: span) - problem.maxTDMRs)
    }
}
