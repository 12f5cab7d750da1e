import PhysicalMemory
import TDXModule

/// Computes lower bounds, each from a relaxation that is easy to trust.
///
/// * A granule stays outside of all TDMRs only when tables fill its memory to the page. Tables have so many pages, and where a fragment has both ends inside
///   the granule, what 4K tables leave of it must be made of 2M and 1G tables: that bounds how many granules stay out.
/// * Memory longer than all tables together cannot be filled, nor what 4K tables leave more of than there are 2M and 1G tables; holes on its two sides need
///   two areas.
/// * TDMRs that take at most a given time: going up from the lowest granule, each as large as may be, needs the fewest.
///   Not considered: TDMRs over granules without memory, only to have longer tables.
/// * A TDMR of one node's majority reaches over a node border by about half its size at most: the rest of a node writes its PAMT at home.
struct LowerBounds {
    private let problem: PlanningProblem
    private let objective: PlanObjective
    /// All cells, and those that remain when every fragment that tables could fill counts as filled or served, whichever costs less.
    private let cells: [GranuleCell]
    private let firmCells: [GranuleCell]
    /// All cells with the areas of the firm ones.
    private let relaxedCells: [GranuleCell]
    /// Granules with memory, and how many of them tables could keep out of all TDMRs.
    private let granules: Int
    private let mostDropped: Int
    /// The same less granules without memory that TDMRs must take in for it.
    private let mostSpared: Int
    /// Granules that TDMRs cover at least.
    private let fewestGranules: Int
    /// Whether a plan that covers no more than those has no gap in a TDMR.
    private let bridgesNothing: Bool
    /// Pages of all tables at most, and of all 2M and 1G tables.
    private let tablePages: Int
    private let smallPages: Int
    private let crowded: CrowdedGranules
    /// For the orders in which TDMRs and PAMT come first.
    private let fewTDMRs: FewTDMRBounds?
    private let figures: PlanFigures
    /// What is left to be covered when tables fill what they can, in each way, with the number of whole granules that they fill besides.
    private let remainders: [Remainder]
    private typealias Remainder = (coverage: EvenCoverage, whole: Int)
    /// The same with all ways, for plans without bridged gaps: what is left out of a stretch's middle costs a TDMR there. Empty where they are too many.
    private let gaplessRemainders: [Remainder]
    /// Runs between two holes that tables could fill at once, at most.
    private let mostFilledRuns: Int
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
        let fillable = FillableGranules(problem, granules: granules)
        let fewest = fillable.fewest
        fewestGranules = fewest
        bridgesNothing = granules - fillable.mostFilled(byTablesOf: fewest) == fewest
        smallPages = fillable.smallPages(granules: granules)
        let tables = fillable.tablePages(granules: granules)
        tablePages = tables
        var firm = problem
        let fillableRuns = problem.terrain.runs.filter(fillable.canFill)
        firm.terrain.runs.removeAll(where: fillable.canFill)
        mostFilledRuns = fillable.mostFilled(fillableRuns)
        firmCells = GranuleCells.make(firm)
        let summaries = Dictionary(uniqueKeysWithValues: firmCells.map { ($0.start, $0.summary) })
        relaxedCells = cells.map { cell in
            var cell = cell
            if !cell.isPlain { cell.summary = summaries[cell.start] ?? .neutral }
            return cell
        }
        crowded = CrowdedGranules(problem)
        self.figures = figures
        let countsTDMRs = (objective == .memory || objective == .simple) && bridgesNothing && figures.bridgedGranules == 0
        fewTDMRs = countsTDMRs
            ? FewTDMRBounds(
                problem, cells: relaxedCells, fillable: fillable, leaving: fewest...(objective == .memory ? fewest : granules),
                most: (figures.tdmrs, figures.pamtPages), countsTDMRs: objective == .simple) : nil
        gaplessRemainders = countsTDMRs
            ? Self.remainders(problem, cells: relaxedCells, sets: fillable.sets(byTablesOf: granules, limits: nil, onlyLargest: false)) : []
        let home = staysHome ? HomeTables(problem, cells: cells, tablePages: tables, time: figures.time) : nil
        remainders = Self.remainders(
            problem, cells: relaxedCells, sets: fillable.sets(byTablesOf: granules, limits: home?.limits(fillable), onlyLargest: true))
        let most = fillable.mostFilled(byTablesOf: granules)
        mostDropped = min(most, home?.mostFilled ?? .max)
        mostSpared = home?.mostSpared(atMost: mostDropped) ?? mostDropped
    }

    /// The bounds for a plan of `figures`.
    static func bounds(_ problem: PlanningProblem, objective: PlanObjective, figures: PlanFigures) -> PlanBounds {
        guard figures.withheldPages > 0 else { return LowerBounds(problem, objective: objective, figures: figures).bounds() }
        var bounds = PlanBounds()
        bounds.withheldAndMainTables = WithholdingBounds.withheldAndMainTables(problem)
        return bounds
    }

    private func bounds() -> PlanBounds {
        var bounds = PlanBounds()
        bounds.granules = max(1, granules - mostSpared, fewestGranules)
        bounds.tdmrs = tdmrs
        bounds.pamtPages = pamtPages(bounds)
        if let fewTDMRs {
            let scale = problem.scale
            // With a gap bridged there is a granule more.
            let bridging = scale.pamtPages(granules: fewestGranules + 1)
            switch objective {
            case .simple:
                bounds.tdmrs = max(bounds.tdmrs, fewTDMRs.tdmrs())
                bounds.pamtPages = max(bounds.pamtPages, fewTDMRs.pamtPages(mostTDMRs: figures.tdmrs))
            default:
                bounds.pamtPages = max(bounds.pamtPages, min(bridging, fewTDMRs.pamtPages()))
                if figures.pamtPages < bridging { bounds.tdmrs = max(bounds.tdmrs, fewTDMRs.tdmrs(mostPages: figures.pamtPages)) }
            }
        }
        bounds.areas = areas
        // Where PAMT and TDMRs come first and are proven, a plan of more TDMRs is no better however quick it is.
        let hasFewest = figures.bridgedGranules == 0 && bounds.tdmrs >= figures.tdmrs
            && (objective == .simple || objective == .memory && bounds.pamtPages >= figures.pamtPages)
        // Where a bridged gap costs more than such plans have, none of them bridges one.
        let bridges = objective != .simple && figures.pamtPages >= problem.scale.pamtPages(granules: fewestGranules + 1)
        if hasFewest, !bridges, let fewTDMRs { bounds.time = fewTDMRs.longest }
        let mostTDMRs = hasFewest ? min(problem.maxTDMRs, figures.tdmrs) : problem.maxTDMRs
        let isGapless = hasFewest && !bridges && !gaplessRemainders.isEmpty
        let time = time(bounds) {
            isGapless
                ? Self.suffice(gaplessRemainders, tdmrs: mostTDMRs, time: $0, mostGap: 0)
                : remainders.isEmpty ? fewestOfRemainders(time: $0) <= mostTDMRs
                : Self.suffice(remainders, tdmrs: mostTDMRs, time: $0, mostGap: .max)
        }
        bounds.time = max(bounds.time, time)
        return bounds
    }

    // MARK: PAMT

    private func pamtPages(_ bounds: PlanBounds) -> Int {
        let scale = problem.scale
        let main = scale.mainTablePages(granules: bounds.granules)
        guard scale.bytes1G > 0 else { return main }
        // Of as few granules as that no TDMR bridges a gap; with one more there may be only one TDMR.
        let more = scale.pamtPages(granules: bounds.granules + 1)
        let least = scale.tablePages(.page1G, granules: bounds.granules)
        return min(main + (bridgesNothing ? max(least, bounds.tdmrs, pagesOfStretches) : least), more)
    }

    /// Pages of 1G tables when no gap is bridged: each stretch has its own, whatever its TDMRs; granules that tables fill spare some.
    private var pagesOfStretches: Int {
        let scale = problem.scale
        var pages = 0
        var left = granules - fewestGranules
        var savings: [Int] = []
        for length in stretches {
            pages += scale.tablePages(.page1G, granules: length)
            // Granules to be taken away until there is a page less.
            var least = length
            while least > 0, length - least < left, scale.tablePages(.page1G, granules: least - 1) == scale.tablePages(.page1G, granules: length) {
                least -= 1
            }
            savings.append(length - least + 1)
        }
        for saving in savings.sorted() where saving <= left {
            left -= saving
            pages -= 1
        }
        return pages
    }

    /// Granules of each stretch with memory throughout.
    private var stretches: [Int] { GranuleCells.stretches(cells).map(\.count) }

    // MARK: TDMRs and areas

    /// Stretches of granules without a gap that tables cannot fill whole.
    private var tdmrs: Int {
        let lengths = stretches.sorted()
        var left = granules - fewestGranules
        var gone = 0
        for length in lengths where length <= left {
            left -= length
            gone += 1
        }
        // Where a granule has too many holes for one TDMR, memory is withheld and the bound is for others.
        let few = fewestOfRemainders(time: longestTime)
        return max(1, lengths.count - gone, few == .max ? 1 : few, tdmrsOfFullNodes, tdmrsOfSum)
    }

    /// In the default order, so that the TDMRs' times add up to no more than the processors have in the time of the plan.
    private var tdmrsOfSum: Int {
        // Without the ways to fill granules nothing is known.
        guard longestTime < .max, !remainders.isEmpty else { return 1 }
        let (sum, overflow) = longestTime.multipliedReportingOverflow(by: problem.processors)
        guard !overflow else { return 1 }
        return remainders.reduce(figures.tdmrs) { least, remainder in
            least <= 1 ? least : min(
                least,
                SummedCount(problem, cells: remainder.coverage.cells, time: longestTime, sum: sum).fewest(skipping: remainder.whole, below: least))
        }
    }

    /// In the default order, where no node takes the PAMT of one more granule in the time of the plan: no TDMR reaches over a border or a gap then.
    private var tdmrsOfFullNodes: Int {
        guard longestTime < .max, cells.allSatisfy({ $0.node != nil }) else { return 1 }
        var perNode: [NodeID: Int] = [:]
        for cell in cells { perNode[cell.node ?? NodeID(0), default: 0] += cell.count }
        // What one node lends another would have to come back over another border.
        let borders = zip(cells, cells.dropFirst()).count { $0.node != $1.node }
        guard borders < perNode.count,
            perNode.values.allSatisfy({ problem.writeFloor(granules: max(0, $0 - mostDropped + 1)) > longestTime }) else { return 1 }
        let coverage = EvenCoverage(problem: problem, cells: relaxedCells, maxGranules: .max)
        let few = coverage.fewest(time: longestTime, mostGap: 0, keepsNodes: true)
        return few == .max ? 1 : Self.fewest(coverage, few: few, skipping: mostDropped, time: longestTime, mostGap: 0, keepsNodes: true)
    }

    /// The fewest TDMRs with which none has too many areas or takes longer, however gaps are bridged; `Int.max` when one granule does.
    private func fewestOfRemainders(time: Int) -> Int {
        guard !remainders.isEmpty else {
            let few = EvenCoverage(problem: problem, cells: relaxedCells, maxGranules: .max).fewest(time: time)
            return few == .max ? .max : few - mostDropped
        }
        return remainders.reduce(.max) { least, remainder in
            let few = remainder.coverage.fewest(time: time)
            guard few < .max, few - remainder.whole < least else { return least }
            return min(least, Self.fewest(remainder.coverage, few: few, skipping: remainder.whole, time: time, mostGap: .max, keepsNodes: false))
        }
    }

    /// Whether so many TDMRs are enough for one of the remainders.
    private static func suffice(_ remainders: [Remainder], tdmrs: Int, time: Int, mostGap: Int) -> Bool {
        remainders.contains { coverage, whole in
            let few = coverage.fewest(time: time, mostGap: mostGap)
            if few <= tdmrs || few == .max || few - whole > tdmrs { return few <= tdmrs }
            guard coverage.cells.count + tdmrs * whole <= mostSkips else { return true }
            return SkippingCount(coverage.problem, cells: coverage.cells, time: time, mostGap: mostGap, keepsNodes: false)
                .suffices(tdmrs: tdmrs, skipping: whole)
        }
    }

    /// The fewest TDMRs that cover all but so many granules, `few` covering all of them.
    private static func fewest(_ coverage: EvenCoverage, few: Int, skipping skipped: Int, time: Int, mostGap: Int, keepsNodes: Bool) -> Int {
        guard skipped > 0, coverage.cells.count + few * skipped <= mostSkips else { return max(0, few - skipped) }
        return SkippingCount(coverage.problem, cells: coverage.cells, time: time, mostGap: mostGap, keepsNodes: keepsNodes)
            .fewest(skipping: skipped, atMost: few)
    }

    private static let mostSkips = 50_000

    /// The cells without each set of granules.
    private static func remainders(
        _ problem: PlanningProblem, cells: [GranuleCell], sets: [(granules: Set<Int>, whole: Int)]?
    ) -> [Remainder] {
        guard let sets, cells.count * sets.count < 100_000 else { return [] }
        return sets.map { set, whole in
            (EvenCoverage(problem: problem, cells: GranuleCells.cells(cells, without: set), maxGranules: .max), whole)
        }
    }

    private var areas: Int {
        // Each granule that stays out may take its areas with it, and lets those beside it meet.
        let spared = firmCells.filter { !$0.isPlain }.map(\.summary.groups).sorted(by: >).prefix(mostDropped).reduce(0, +)
        // A run that is filled spares an area, and a granule that stays out one besides those of the runs filled in it.
        return max(0, Self.areas(firmCells) - spared, Self.areas(cells) - mostFilledRuns - mostDropped)
    }

    /// The areas when all memory of the cells is served: what meets at a granule's border may be one.
    private static func areas(_ cells: [GranuleCell]) -> Int {
        var total = 0
        for (i, cell) in cells.enumerated() {
            total += cell.summary.groups
            if i > 0, cells[i - 1].summary.endsMandatory, cell.summary.startsMandatory { total -= 1 }
        }
        return total
    }

    // MARK: Time

    /// - Parameter suffices: whether the TDMRs suffice when each is allowed so much time.
    private func time(_ bounds: PlanBounds, suffices: (Int) -> Bool) -> Int {
        let one = problem.initTime(granules: 1, areas: 0)
        let area = problem.initTime(granules: 1, areas: 1) - one
        // The time that the TDMRs must be allowed so that they suffice.
        var low = 0
        var high = problem.initTime(granules: max(1, granules), areas: problem.maxAreas)
        while low < high {
            let middle = (low + high) / 2
            let isPossible = suffices(middle) && crowded.smallPages(time: middle).map { $0 <= smallPages } ?? false
            if isPossible { high = middle } else { low = middle + 1 }
        }
        let nodes = Set(problem.terrain.runs.map(\.node)).count
        let even = problem.writeFloor(granules: (bounds.granules + nodes - 1) / max(1, nodes))
        let total = bounds.granules * one + bounds.areas * area
        let time = max(low, (total + problem.processors - 1) / problem.processors, even)
        return objective == .default ? max(time, homeFloor) : time
    }

    /// The least time in which each node's memory takes the PAMTs that must be its own.
    private var homeFloor: Int {
        var own: [NodeID: Int] = [:]
        var borders: [NodeID: [NodeBorder]] = [:]
        for (i, cell) in cells.enumerated() {
            guard let node = cell.node else { return 0 }
            own[node, default: 0] += cell.count
            for j in [i - 1, i + 1] where cells.indices.contains(j) && cells[j].node != node {
                borders[node, default: []].append(NodeBorder(cells: cells, index: i, goesUp: j < i))
            }
        }
        let one = max(1, problem.initTime(granules: 1, areas: 0))
        var floor = 0
        for (node, granules) in own {
            var low = 0
            var high = problem.writeFloor(granules: granules)
            while low < high {
                let middle = (low + high) / 2
                let lent = borders[node, default: []].reduce(0) {
                    $0 + $1.mostLent(granules: middle / one, tables: tablePages, size: problem.scale.pagesPerGranule)
                }
                if problem.writeFloor(granules: max(0, granules - mostDropped - lent)) <= middle { high = middle } else { low = middle + 1 }
            }
            floor = max(floor, low)
        }
        return floor
    }
}
