import Algorithms
import TDXModule

/// The planner's steps: choose memory for tables to fill, cover the rest with TDMRs, place the tables, withhold memory where that is necessary; and try every
/// plan of small machines.
struct PlanSearch {
    let problem: PlanningProblem
    /// Whether small machines are searched exhaustively, and larger ones in every way that the search has.
    var isThorough = true

    /// The best plan found, and how many plans were tried exhaustively; nil when no plan exists.
    ///
    /// Lemma: nil is returned only when no plan exists. Proof: `WithholdingPlanner` ends with `OneGranulePlan`, which finds a plan wherever there is one.
    /// Tested by `PlannerTests`.
    func run() -> (draft: PlanDraft, tried: TriedPlans)? {
        guard let known = oneSearch() else { return nil }
        guard isThorough else { return (known.draft, .none) }
        let found = ExhaustiveSearch(problem, known: known.draft)?.run() ?? (draft: known.draft, tried: .none)
        if found.tried == .all { return found }
        let start = found.draft == known.draft ? known : candidate(found.draft, filling: []) ?? known
        return (bestOfLesserMachines(start), found.tried)
    }

    private func oneSearch() -> Candidate? {
        servingAll() ?? WithholdingPlanner(problem: problem).plan().flatMap { candidate($0, filling: []) }
    }

    private func candidate(_ draft: PlanDraft, filling targets: [FillTarget]) -> Candidate? {
        draft.figures(problem).map {
            Candidate(score: PlanScore($0, problem.objective), draft: draft, figures: $0, targets: targets)
        }
    }

    // MARK: Plans of machines with less

    /// Plans for changed problems: fewer TDMRs or areas, another number of LPs, less convertible memory, or another objective. Such a plan is valid for this
    /// machine too, and may be better than the plan found with more to choose from. Tried only when one of the first two claims is not proven.
    /// - Returns: the best of these plans and `known`.
    private func bestOfLesserMachines(_ known: Candidate) -> PlanDraft {
        guard problem.map.runs.count <= SearchBudget.runsOfLesserMachines else { return known.draft }
        var best = Contest(winner: known)
        let claims = PlanSolution(problem, figures: known.figures, tried: .none).claims
        if claims.prefix(2).contains(where: { !$0.isProven }) {
            let isFewGranules = problem.map.slices().granules <= SearchBudget.granulesOfLimitsTogether
            for lesser in lesserProblems(than: known.figures, bothLimits: isFewGranules) {
                guard let found = PlanSearch(problem: lesser, isThorough: isFewGranules).oneSearch(),
                    let found = candidate(found.draft, filling: found.targets)
                else { continue }
                best.offer(found)
            }
        }
        // The best plan may have been found for other limits or another number of LPs: this improves it for the machine's own.
        if let winner = best.winner, winner.draft.withheld.isEmpty {
            if best.isBetter(than: known) { improve(&best) }
            split(&best)
        }
        return best.winner?.draft ?? known.draft
    }

    /// - Parameter bothLimits: whether to lower the limits on TDMRs and areas also at the same time.
    private func lesserProblems(than figures: PlanFigures, bothLimits: Bool) -> [PlanningProblem] {
        var lesser: [PlanningProblem] = []
        func add(_ limits: (tdmrs: Int, areas: Int), _ change: (inout PlanningProblem) -> Void) {
            var changed = problem
            (changed.maxTDMRs, changed.maxAreas) = limits
            change(&changed)
            lesser.append(changed)
        }
        let limits = lesserLimits(than: figures, both: bothLimits)
        // One LP is always tried too: the first figures do not depend on the LPs, so that any number of LPs finds the plans that one LP finds.
        for (limits, processors) in product(limits, Array([problem.processors, 1].uniqued())).dropFirst() {
            add(limits) { $0.processors = processors }
        }
        for processors in SearchBudget.otherProcessors where processors != problem.processors {
            add(limits[0]) { $0.processors = processors }
        }
        // Another objective may lead to a plan that withholds less.
        let ofOthers = figures.withheldPages > 0 ? limits : Array(limits.prefix(1))
        for (objective, limits) in product(PlanObjective.allCases, ofOthers) where objective != problem.objective {
            add(limits) { $0.objective = objective }
        }
        guard isFewRuns else { return lesser }
        let neutral = problem.map.neutralGaps
        let reserved = neutral.prefix(SearchBudget.neutralGaps).map { [$0] } + (neutral.count > 1 ? [neutral] : [])
        // Also with a limit of one TDMR less: a machine with that limit tries these gaps with it.
        let besideGaps = limits.filter { tdmrs, areas in
            tdmrs >= problem.maxTDMRs - 1 && (bothLimits || areas == problem.maxAreas)
        }
        for (gaps, limits) in product(reserved, besideGaps) {
            add(limits) { $0.map.mustReserve = PageSpan.joined($0.map.mustReserve, gaps) }
        }
        return lesser
    }

    /// Limits on TDMRs and areas with which to plan again: the machine's own first, then the lowest and some near the numbers that the plan uses.
    private func lesserLimits(than figures: PlanFigures, both: Bool) -> [(tdmrs: Int, areas: Int)] {
        func near(_ used: Int, below most: Int) -> [Int] {
            guard isFewRuns else { return [] }
            let fewer = 1..<max(1, min(most, max(used + 2, SearchBudget.lesserMachines + 1)))
            return Array((fewer.prefix(1) + fewer.suffix(SearchBudget.lesserMachines)).uniqued())
        }
        let tdmrs = [problem.maxTDMRs] + near(figures.tdmrs, below: problem.maxTDMRs)
        let areas = [problem.maxAreas] + near(figures.mostAreas, below: problem.maxAreas)
        return product(tdmrs, areas).filter {
            both || $0.0 == problem.maxTDMRs || $0.1 == problem.maxAreas
        }
    }

    private var isFewRuns: Bool { problem.map.runs.count <= SearchBudget.runsOfManyLesserMachines }

    // MARK: Plans that serve all memory

    private struct Candidate {
        var score: PlanScore
        var draft: PlanDraft
        var figures: PlanFigures
        var targets: [FillTarget]
    }

    /// The best plan so far, and the trials made.
    private struct Contest {
        var winner: Candidate?
        var tried: Set<Trial> = []

        mutating func offer(_ found: Candidate) {
            if winner.map({ found.score < $0.score }) ?? true { winner = found }
        }

        func isBetter(than last: Candidate) -> Bool { winner.map { $0.score < last.score } ?? false }
    }

    private struct Trial: Hashable {
        var extents: [GranuleRange]
        var targets: [FillTarget]
        var nodes: TableNodes
        var isTight: Bool
        var fixed: [PlacedTable]?
    }

    /// The best plan found that withholds nothing; nil when none was found.
    private func servingAll() -> Candidate? {
        let slices = problem.map.slices()
        var best = Contest()
        let choices = FillTarget.choices(problem, slices: slices)
        for targets in choices.sets {
            consider(targets, covered: targets.isEmpty ? slices : remainder(filling: targets), &best) {
                $0.coverages()
            }
        }
        // Fragments are filled besides what the best plan fills: they only spare areas.
        for (targets, fragments) in product([best.winner?.targets ?? [], []], choices.fragments) {
            let all = targets.filter(\.isGranule) + fragments
            consider(all, covered: remainder(filling: all), &best) { $0.coverages() }
        }
        if problem.isSmall(slices) { improve(&best) }
        return best.winner
    }

    /// Covers anew around the tables of the best plan, as long as that helps: the tables take areas, so a TDMR with more areas should get fewer granules, and
    /// no TDMR need take less time than the whole plan. Then joins TDMRs, and puts tables in the tightest places.
    private func improve(_ best: inout Contest) {
        for _ in 0..<SearchBudget.refinements {
            guard let last = best.winner else { return }
            let time = last.figures.time
            let taken = PageSpan.joined(last.draft.taken)
            for taken in (isThorough ? [taken, atRunStarts(taken)] : [taken]).uniqued() {
                consider(last.targets, covered: problem.map.slices(taken: taken), &best) {
                    $0.coverages(within: time) + $0.coverages()
                }
            }
            // The other coverages of this remainder were tried before.
            consider(last.targets, covered: remainder(filling: last.targets), &best) { $0.coverages(within: time) }
            guard best.isBetter(than: last) else { break }
        }
        merge(&best)
        // Tables in the tightest places may fill fragments, which spares areas.
        guard let last = best.winner else { return }
        for nodes in tableNodes {
            consider(last.draft.extents, filling: last.targets, on: nodes, isTight: true, &best)
        }
    }

    /// The taken pages, with those in the middle of a run moved to its start: a run that tables divide may need one more TDMR.
    private func atRunStarts(_ taken: [PageSpan]) -> [PageSpan] {
        PageSpan.joined(
            taken.map { span in
                let run = problem.map.runs[problem.map.index(ofRunEndingAbove: span.start)]
                guard run.start < span.start, span.end < run.end else { return span }
                return PageSpan(start: run.start, end: run.start + span.count)
            }.sorted { $0.start < $1.start })
    }

    /// Joins pairs of adjacent TDMRs as long as the plan gets better.
    private func merge(_ best: inout Contest) {
        vary(&best, tries: SearchBudget.merges) { last in
            let extents = last.draft.extents
            return extents.indices.dropLast().lazy.filter { extents[$0].end == extents[$0 + 1].start }.map { i in
                var joined = extents
                joined[i].count += joined.remove(at: i + 1).count
                return joined
            }
        }
    }

    /// Cuts the largest TDMR, or all that are nearly as large at once, as long as the plan gets better and the largest TDMR limits its time.
    private func split(_ best: inout Contest) {
        vary(&best, tries: SearchBudget.splits) { last -> [[GranuleRange]] in
            let extents = last.draft.extents
            guard last.figures.time == last.figures.longestTime, extents.count < problem.maxTDMRs,
                let longest = extents.map(\.count).max()
            else { return [] }
            let long = extents.indices.filter { extents[$0].count * 8 > longest * SearchBudget.longEighths }
            let one = extents.indices.filter { extents[$0].count == longest }.prefix(1)
            return [Array(one), long].uniqued().filter { extents.count + $0.count <= problem.maxTDMRs }.flatMap { cut in
                (0..<SearchBudget.cutOffsets).map { $0 % 2 == 0 ? $0 : -$0 - 1 }.compactMap { offset in
                    self.cut(extents, at: cut, offset: offset)
                }
            }
        }
    }

    /// The TDMRs with some of them cut `offset` granules above their middle, which is rounded down to an even count; nil when one is too short for that.
    private func cut(_ extents: [GranuleRange], at indices: [Int], offset: Int) -> [GranuleRange]? {
        var parts = extents
        for i in indices.reversed() {
            // The PAMT_2M of two granules fills whole pages, so cuts at even counts add the fewest pages.
            let count = extents[i].count / 4 * 2 + offset
            guard 0 < count, count < extents[i].count else { return nil }
            parts[i].count = count
            parts.insert(GranuleRange(start: extents[i].start + count, count: extents[i].count - count), at: i + 1)
        }
        return parts
    }

    /// Tries the TDMRs that `variations` makes of the best plan, then those of each better plan found, until none is better or `tries` were tried.
    private func vary<Variations: Sequence<[GranuleRange]>>(
        _ best: inout Contest, tries: Int, by variations: (Candidate) -> Variations
    ) {
        var tried = 0
        while let last = best.winner {
            for extents in variations(last) {
                tried += 1
                guard tried <= tries else { return }
                for nodes in tableNodes { consider(extents, filling: last.targets, on: nodes, &best) }
                if best.isBetter(than: last) { break }
            }
            guard best.isBetter(than: last) else { return }
        }
    }

    private var preferredNodes: TableNodes { problem.objective == .default ? .home : .cheapest }

    private var tableNodes: [TableNodes] { [.home, .cheapest] + spreadNodes }

    /// Tables may be spread over the nodes where none need lie at home: the write floor of a node may limit the time.
    private var spreadNodes: [TableNodes] {
        isThorough && problem.objective != .default && problem.map.nodes.count > 1 ? [.leastWritten] : []
    }

    private func remainder(filling targets: [FillTarget]) -> [GranuleSlice] {
        problem.map.slices(
            taken: PageSpan.joined(targets.flatMap { $0.pieces.map(\.reaching) }.sorted { $0.start < $1.start }))
    }

    /// Tries coverages of what the targets leave, with the tables in several places. Where cuts for the targets make too many TDMRs, also tries coverages with
    /// fewer TDMRs, by the number that are too many.
    private func consider(
        _ targets: [FillTarget], covered slices: [GranuleSlice], _ best: inout Contest,
        by choose: (Cover) -> [[GranuleRange]]
    ) {
        guard problem.isSmall(slices) else {
            for extents in choose(Cover(problem, slices: slices)).prefix(1) {
                consider(extents, filling: targets, on: preferredNodes, &best)
            }
            return
        }
        var lesser = problem
        for _ in 0..<(isThorough ? SearchBudget.coversForCuts : 1) {
            var surplus = Int.max
            for extents in choose(Cover(lesser, slices: slices)) {
                for nodes in tableNodes { consider(extents, filling: targets, on: nodes, &best) }
                if !targets.isEmpty { surplus = min(surplus, considerCuts(of: extents, for: targets, &best)) }
            }
            guard surplus < problem.maxTDMRs else { return }
            lesser.maxTDMRs = problem.maxTDMRs - surplus
        }
    }

    /// Tries the TDMRs with further ones cut off for the targets.
    /// - Returns: the smallest number of TDMRs by which such cuts exceed the limit; `Int.max` when none does.
    private func considerCuts(of extents: [GranuleRange], for targets: [FillTarget], _ best: inout Contest) -> Int {
        var surplus = Int.max
        for existing in isThorough ? TailoredCuts.Existing.allCases : [.none, .within] {
            let cuts = TailoredCuts(
                targets, extents, problem.map, existing: existing, isExact: problem.objective == .areas)
            guard let cuts else { continue }
            guard cuts.extents.count <= problem.maxTDMRs else {
                surplus = min(surplus, cuts.extents.count - problem.maxTDMRs)
                continue
            }
            let placed = isThorough ? cuts.placed : nil
            for (nodes, fixed) in product([preferredNodes] + spreadNodes, placed == nil ? [nil] : [placed, nil]) {
                consider(cuts.extents, filling: targets, on: nodes, fixed: fixed, &best)
            }
        }
        return surplus
    }

    /// Places the tables of these TDMRs, unless that was done before or cannot give a better plan wherever they lie.
    private func consider(
        _ extents: [GranuleRange], filling targets: [FillTarget], on nodes: TableNodes, isTight: Bool = false,
        fixed: [PlacedTable]? = nil, _ best: inout Contest
    ) {
        if let winner = best.winner {
            guard PlanScore(leastFigures(extents), problem.objective) < winner.score else { return }
        }
        guard
            best.tried.insert(Trial(extents: extents, targets: targets, nodes: nodes, isTight: isTight, fixed: fixed))
                .inserted,
            let draft = draft(extents, filling: targets, on: nodes, isTight: isTight, fixed: fixed),
            let found = candidate(draft, filling: targets)
        else { return }
        best.offer(found)
    }

    /// Lower bounds on the figures of all plans with these TDMRs.
    private func leastFigures(_ extents: [GranuleRange]) -> PlanFigures {
        var least = PlanFigures()
        least.tdmrs = extents.count
        for extent in extents { least.add(problem, granules: extent.count, areas: 0) }
        // A TDMR without any table may lie on no node.
        let nodes = max(1, problem.map.nodes.count + (problem.map.pamtPages(granules: 1) > 0 ? 0 : 1))
        least.time = problem.parallelTime(
            total: least.serialTime, longest: least.longestTime, fullestNode: (least.granules + nodes - 1) / nodes)
        if problem.objective.order.contains(.bridged) { least.bridgedGranules = problem.map.bridgedGranules(extents) }
        return least
    }

    /// Fills the targets, unless `fixed` has tables in them already, and places the tables that are left.
    private func draft(
        _ extents: [GranuleRange], filling targets: [FillTarget], on nodes: TableNodes, isTight: Bool,
        fixed: [PlacedTable]?
    ) -> PlanDraft? {
        let tables = WantedTable.all(problem.map, extents)
        guard !targets.isEmpty else {
            return placed(tables, fixed: [], extents, on: nodes, isTight: isTight)
        }
        if let fixed {
            let left = tables.filter { table in
                !fixed.contains { $0.owner == table.owner && $0.level == table.level }
            }
            return placed(left, fixed: fixed, extents, on: nodes, isTight: isTight)
        }
        let homes = PlanDraft(extents: extents).contents(problem.map).map(\.home)
        let fill = TableFill(
            targets, tables: tables, homes: homes, staysHome: nodes == .home, triesOrders: isThorough)
        guard let fill else { return nil }
        return placed(fill.left, fixed: fill.placed, extents, on: nodes, isTight: isTight)
    }

    private func placed(
        _ tables: [WantedTable], fixed: [PlacedTable], _ extents: [GranuleRange], on nodes: TableNodes, isTight: Bool
    ) -> PlanDraft? {
        var rules = problem.tableRules
        rules.tight = isTight ? tables : nil
        var placement = TablePlacement(
            problem.map, extents: extents, fixed: fixed, on: nodes, rules: rules)
        return placement.place(tables).map { PlanDraft(extents: extents, tables: fixed + $0) }
    }
}
