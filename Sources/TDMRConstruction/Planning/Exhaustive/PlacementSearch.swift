import Algorithms
import PhysicalMemory
import TDXModule

/// Finds the best places of all tables for given TDMRs, by a dynamic program from the lowest page to the highest.
///
/// A state has what matters for the rest of the address space: the tables left, how far a table reaches over the last border, the areas of the open TDMR, and
/// whether its last piece so far must be reserved. Several labels may be in one state; a label is dropped when another one is as good in every figure. Inside a
/// piece of memory, tables lie in one block at an end, or fill the piece. A table over a border may slide; the state has the range in which it may.
///
/// Lemma: within the budget, the plan found has the best score of all plans with these TDMRs whose homes are those assumed; nil: none beats the bound.
/// Assumes: each table lies in one run; at most four nodes.
/// Proof: a piece is the part of a run in one TDMR or between two. Of any plan, take the tables that lie wholly inside a piece and push them together at one end of it: at the
/// start behind a table that reaches over it, else at the end where an area begins, else at either. The nodes of tables and the number of served pages stay. A reserved part in the
/// middle of the piece either joins another one or takes its place, so areas do not become more. Memory withheld in a piece of which something is served can be
/// served too, with the tables at the end where the area is. So a plan as good has the form of the `Use`s, all of which are tried. A table over a border takes any number of pages
/// below it that keeps the form: all of these are one label with a range, because within it no figure differs, or a label each where served pages count.
/// What follows a step depends on the state alone, and a score gets no better when a figure of the label gets worse: a label that is as good in every figure leads to a plan that is
/// as good. A label is dropped for the bound only when its figures with the least areas and times of the open TDMR and of those to come do not beat it. Where nothing may be withheld, tables fill every run
/// that lies wholly outside of the TDMRs, because none reaches into another run: a label with none of the sets of tables left that fill those ahead leads to no plan.
/// Tested by: `PlannerTests`, against a search of all plans, whose own places are tried against all positions.
struct PlacementSearch {
    struct State: Hashable {
        var tables: Int32
        var carryLow: Int32 = 0
        var carryHigh: Int32 = 0
        var areas: Int16 = 0
        var isOpen = false
        var hasServed = false
        /// Served pages by node in the open TDMR; counted only where they decide its home.
        var served = SIMD4<Int32>()
    }

    struct Figures {
        var withheld = 0
        var offNode = 0
        var total = 0
        var longest = 0
        var areas = 0
        /// Granules whose PAMT lies on each node.
        var granules = SIMD4<Int32>()

        /// Whether no figure of `other` is smaller than this one's.
        func isAsGood(as other: Figures) -> Bool {
            withheld <= other.withheld && offNode <= other.offNode && total <= other.total && longest <= other.longest
                && areas <= other.areas
                && all(granules .<= other.granules)
        }
    }

    /// How a piece is used.
    enum Use: UInt8 {
        case untouched, atStart, atEnd, atBothEnds, full, passedThrough
    }

    struct Choice {
        var use = Use.untouched
        /// The code of the tables that lie wholly inside.
        var inside: Int32 = 0
        /// The kind of the table that reaches over the piece's end; nil when none does.
        var over: Int8?
    }

    struct Label {
        var state: State
        var figures: Figures
        /// The label of the step before that led to this one; nil for the first label.
        var parent: Int32?
        /// Whether another label of its step is as good in every figure.
        var isBeaten = false
        var choice: Choice
    }

    let problem: PlanningProblem
    let mayWithhold: Bool
    let extents: [GranuleRange]
    let homes: [Home]
    /// For each TDMR, whether its home depends on what is served.
    let tracked: [Bool]
    let steps: [PlacementStep]
    private(set) var stock: TableStock
    private let bound: PlanScore?
    private let fixed: PlanFigures
    /// The areas that no placement can spare in each TDMR; their sum, and the sum of the times with them, over the TDMRs from each on.
    private let leastAreas: [Int]
    private var restAreas = [0]
    private var restTotal = [0]
    /// Labels of all steps, from which the plan is read backwards.
    private var labels: [Label] = []
    /// The open TDMR, or the next one.
    private var openTDMR = 0
    /// The result of `needsAhead`; empty where memory may be withheld.
    private var needs: [Set<Int>] = []
    /// By code: whether the tables suffice for the runs behind the current step.
    private var isEnough: [Bool] = []
    /// Whether some of the tables can fill the runs outside of the TDMRs where they must: if not, no other homes help.
    private(set) var fillsRunsOutside = true
    private(set) var work = 0
    private let budget: Int

    /// - Parameters:
    ///   - assumption: the homes that the TDMRs are assumed to have.
    ///   - bound: the score that a plan must beat.
    ///   - budget: the work after which the search gives up.
    /// - Returns: nil when there are too many different sets of tables.
    init?(
        _ problem: PlanningProblem, _ candidate: CoverCandidate, assuming assumption: CoverCandidate.Homes,
        mayWithhold: Bool, bound: PlanScore?, budget: Int
    ) {
        self.problem = problem
        self.mayWithhold = mayWithhold
        extents = candidate.extents
        homes = assumption.homes
        tracked = assumption.tracked
        steps = candidate.steps(problem.map)
        fixed = candidate.fixed
        self.bound = bound
        self.budget = budget
        guard let stock = TableStock(problem.map, extents: extents, homes: homes, limit: SearchBudget.exhaustiveTables)
        else { return nil }
        self.stock = stock
        leastAreas = candidate.leastAreas
        for (extent, areas) in zip(extents, leastAreas).reversed() {
            restAreas.insert(restAreas[0] + areas, at: 0)
            restTotal.insert(restTotal[0] + problem.initTime(granules: extent.count, areas: areas), at: 0)
        }
    }

    /// The best plan that beats the bound; nil when there is none, or when the budget is exceeded.
    mutating func solve() -> PlanDraft? {
        // What the stock costs.
        work += 1 + stock.pages.count / 16
        if !mayWithhold {
            guard let needs = needsAhead() else {
                fillsRunsOutside = false
                return nil
            }
            self.needs = needs
        }
        var front = [Label(state: State(tables: Int32(stock.all)), figures: Figures(), parent: nil, choice: Choice())]
        for (i, step) in steps.enumerated() {
            if !needs.isEmpty, i == 0 || needs[i + 1] != needs[i] {
                isEnough = needs[i + 1] == [0] ? [] : stock.supersets(of: needs[i + 1])
                work += isEnough.count / 16
            }
            labels.append(contentsOf: front)
            let base = labels.count - front.count
            var next = Front()
            for (j, label) in front.enumerated() {
                advance(label, parent: Int32(base + j), over: step, into: &next)
                if work > budget { return nil }
            }
            front = next.labels
            if front.isEmpty { return nil }
        }
        let done = front.filter { $0.state.tables == 0 && $0.state.hasServed }
        guard let best = done.min(by: { rank($0.figures) < rank($1.figures) }) else { return nil }
        return draft(best)
    }

    /// For each step, all sets of tables that fill the runs from it on which lie wholly outside of the TDMRs; where there are very many, those for the last of these runs only.
    /// - Returns: nil when no tables fill them.
    private mutating func needsAhead() -> [Set<Int>]? {
        let stock = stock
        var needs = [Set<Int>](repeating: [0], count: steps.count + 1)
        for (i, step) in steps.enumerated().reversed() {
            needs[i] = needs[i + 1]
            guard case .piece(let piece) = step, piece.isWholeRun, !piece.isCovered,
                needs[i].count <= SearchBudget.exhaustiveNeeds
            else { continue }
            let fitting = stock.pages.indices.filter { stock.pages[$0] == piece.span.count }
            work += 1 + stock.pages.count / 64 + fitting.count * needs[i + 1].count
            guard work <= budget else { return nil }
            needs[i] = Set(
                product(fitting, needs[i + 1]).filter { stock.canHold($0, and: $1) }.map { $0 + $1 })
            if needs[i].isEmpty { return nil }
        }
        return needs
    }

    private func rank(_ figures: Figures) -> PlanScore {
        var all = fixed
        all.withheldPages = figures.withheld
        all.offNodePages = figures.offNode
        all.areas = figures.areas
        all.time = problem.parallelTime(
            total: figures.total, longest: figures.longest, fullestNode: Int(figures.granules.max()))
        return PlanScore(all, problem.objective)
    }

    /// The least figures of a plan that a label leads to.
    private func leastFigures(_ label: Label) -> Figures {
        var least = label.figures
        guard openTDMR < extents.count else { return least }
        let areas = max(leastAreas[openTDMR], Int(label.state.areas))
        let time = problem.initTime(granules: extents[openTDMR].count, areas: areas)
        least.areas += areas + restAreas[openTDMR + 1]
        least.total += time + restTotal[openTDMR + 1]
        least.longest = max(least.longest, time)
        return least
    }

    /// The labels of one step, without those that are beaten.
    private struct Front {
        var labels: [Label] = []
        private var byState: [State: [Int32]] = [:]

        /// - Returns: the number of labels examined.
        mutating func insert(_ label: Label) -> Int {
            let known = byState[label.state] ?? []
            for i in known where labels[Int(i)].figures.isAsGood(as: label.figures) { return known.count }
            var kept: [Int32] = []
            var reused: Int32?
            for i in known {
                if label.figures.isAsGood(as: labels[Int(i)].figures) {
                    // The new label takes the place of the first label that it beats. Further ones are marked as beaten and skipped in the next step.
                    if reused == nil { reused = i } else { labels[Int(i)].isBeaten = true }
                } else {
                    kept.append(i)
                }
            }
            if let i = reused {
                labels[Int(i)] = label
                kept.append(i)
            } else {
                kept.append(Int32(labels.count))
                labels.append(label)
            }
            byState[label.state] = kept
            return 1 + known.count
        }
    }

    private mutating func advance(_ label: Label, parent: Int32, over step: PlacementStep, into front: inout Front) {
        guard !label.isBeaten else { return }
        work += 1
        var next = label
        next.parent = parent
        next.choice = Choice()
        switch step {
        case .enter(let tdmr):
            openTDMR = tdmr
            next.state.areas = 0
            next.state.isOpen = false
            next.state.served = SIMD4()
            work += front.insert(next)
        case .leave(let tdmr):
            openTDMR = tdmr + 1
            guard homeIsRight(tdmr, served: next.state.served) else { return }
            let time = problem.initTime(granules: extents[tdmr].count, areas: Int(next.state.areas))
            next.figures.total += time
            next.figures.longest = max(next.figures.longest, time)
            next.figures.areas += Int(next.state.areas)
            next.state.areas = 0
            next.state.isOpen = false
            next.state.served = SIMD4()
            insert(next, into: &front)
        case .reserved:
            if cover(&next.state) { insert(next, into: &front) }
        case .piece(let piece):
            place(label, parent: parent, piece: piece, into: &front)
        }
    }

    private mutating func insert(_ label: Label, into front: inout Front) {
        work += 1
        if let bound, !(rank(leastFigures(label)) < bound) { return }
        work += front.insert(label)
    }

    /// Adds a reserved piece to the open TDMR.
    /// - Returns: false when the TDMR has no area left for it.
    private func cover(_ state: inout State) -> Bool {
        if !state.isOpen {
            state.isOpen = true
            state.areas += 1
        }
        return Int(state.areas) <= problem.maxAreas
    }

    private func homeIsRight(_ tdmr: Int, served: SIMD4<Int32>) -> Bool {
        guard tracked[tdmr] else { return true }
        let most = served.max()
        guard case .node(let home) = homes[tdmr] else { return most == 0 }
        return most > 0 && (0..<4).first { served[$0] == most } == home
    }

    private var isTracking: Bool { openTDMR < tracked.count && tracked[openTDMR] }

    /// A label that meets a piece of memory.
    private struct Visit {
        let label: Label
        let parent: Int32
        let piece: PlacementStep.Piece

        var length: Int { piece.span.count }
        /// The least and the most pages that the table over the piece's start takes of it.
        var low: Int { Int(label.state.carryLow) }
        var high: Int { Int(label.state.carryHigh) }
        /// The code of the tables left.
        var tables: Int { Int(label.state.tables) }
    }

    private mutating func place(_ label: Label, parent: Int32, piece: PlacementStep.Piece, into front: inout Front) {
        let visit = Visit(label: label, parent: parent, piece: piece)
        let (length, low, high) = (visit.length, visit.low, visit.high)
        if high > length, piece.continues {
            insert(visit, .passedThrough, carry: (max(low, length + 1) - length)...(high - length), into: &front)
        }
        guard low <= length else { return }
        let parts = stock.parts(of: visit.tables)
        work += parts.count / 4
        for part in parts {
            if work > budget { return }
            let inside = Int(part)
            guard low + stock.pages[inside] <= length else { continue }
            placeInside(visit, inside, into: &front)
            guard piece.continues else { continue }
            for kind in stock.kinds.indices where stock.digit(kind, of: visit.tables - inside) > 0 {
                placeOver(visit, inside, kind, into: &front)
            }
        }
    }

    /// Places tables wholly inside the piece: they fill it, or its remainder is served or withheld.
    private mutating func placeInside(_ visit: Visit, _ inside: Int, into front: inout Front) {
        let pages = stock.pages[inside]
        let (length, low, high) = (visit.length, visit.low, visit.high)
        if high + pages >= length {
            insert(visit, .full, inside: inside, into: &front)
        } else if mayWithhold {
            insert(visit, .full, inside: inside, withheld: length - pages - high, into: &front)
        }
        guard visit.piece.isCovered, low + pages < length else { return }
        let served = length - pages - low
        guard low > 0 || pages > 0 else {
            insert(visit, .untouched, inside: inside, served: served, into: &front)
            return
        }
        insert(visit, .atStart, inside: inside, served: served, into: &front)
        if low == 0 { insert(visit, .atEnd, inside: inside, served: served, into: &front) }
    }

    /// Places tables inside the piece and one of `kind` over its end.
    private mutating func placeOver(_ visit: Visit, _ inside: Int, _ kind: Int, into front: inout Front) {
        let pages = stock.pages[inside]
        let (length, low, high) = (visit.length, visit.low, visit.high)
        let size = stock.kinds[kind].pages
        guard size >= 2, low + pages + 1 <= length else { return }
        // The piece is filled to the last page.
        let least = max(1, length - pages - min(high, length))
        let most = min(size - 1, length - pages - low)
        if least <= most {
            insert(visit, .full, inside: inside, over: kind, carry: (size - most)...(size - least), into: &front)
        } else if mayWithhold, size - 1 < least {
            insert(visit, .full, inside: inside, over: kind, carry: 1...1, withheld: least - (size - 1), into: &front)
        }
        // A part of the piece is served.
        let room = min(size - 1, length - pages - low - 1)
        guard visit.piece.isCovered, room >= 1 else { return }
        let use = low > 0 ? Use.atBothEnds : .atEnd
        // Where the served pages of any TDMR decide its home, each reach over the border leads to a label of its own.
        guard tracked.contains(true) else {
            insert(visit, use, inside: inside, over: kind, carry: (size - room)...(size - 1), into: &front)
            return
        }
        for reach in 1...room where work <= budget {
            insert(
                visit, use, inside: inside, over: kind, carry: (size - reach)...(size - reach),
                served: length - pages - low - reach, into: &front)
        }
    }

    /// Adds the label that a use of the piece leads to, unless the TDMR has no area left for it.
    private mutating func insert(
        _ visit: Visit, _ use: Use, inside: Int = 0, over: Int? = nil, carry: ClosedRange<Int> = 0...0, served: Int = 0,
        withheld: Int = 0, into front: inout Front
    ) {
        let node = visit.piece.node
        var next = visit.label
        next.parent = visit.parent
        let gone = inside + (over.map { stock.weights[$0] } ?? 0)
        guard isEnough.isEmpty || isEnough[visit.tables - gone] else { return }
        next.choice = Choice(use: use, inside: Int32(inside), over: over.map { Int8($0) })
        next.state.tables -= Int32(gone)
        next.state.carryLow = Int32(carry.lowerBound)
        next.state.carryHigh = Int32(carry.upperBound)
        next.figures.withheld += withheld
        if gone > 0 {
            next.figures.offNode += stock.offNodePages(gone, on: node)
            next.figures.granules[node] += Int32(stock.granules[gone])
        }
        if visit.piece.isCovered {
            guard cover(use, &next.state) else { return }
            if use != .full, use != .passedThrough {
                next.state.hasServed = true
                if isTracking { next.state.served[node] += Int32(served) }
            }
        }
        insert(next, into: &front)
    }

    /// Adds the areas that a use of a piece in a TDMR takes.
    /// - Returns: false when there are too few left.
    private func cover(_ use: Use, _ state: inout State) -> Bool {
        switch use {
        case .untouched:
            state.isOpen = false
            return true
        case .atStart:
            guard cover(&state) else { return false }
            state.isOpen = false
            return true
        case .atEnd:
            state.isOpen = false
            return cover(&state)
        case .atBothEnds:
            guard cover(&state) else { return false }
            state.isOpen = false
            return cover(&state)
        case .full, .passedThrough: return cover(&state)
        }
    }
}

extension PlacementSearch {
    /// The plan of a last label: walks back through the steps and gives every table its pages.
    private func draft(_ last: Label) -> PlanDraft {
        var chain: [Label] = []
        var label = last
        while let parent = label.parent {
            chain.append(label)
            label = labels[Int(parent)]
        }
        var way = WayBack(stock: stock, plan: PlanDraft(extents: extents))
        for (label, step) in zip(chain, steps.reversed()) {
            guard case .piece(let piece) = step, let parent = label.parent else { continue }
            way.lay(label.choice, in: piece, before: labels[Int(parent)].state)
        }
        way.plan.tables.sort { $0.span.start < $1.span.start }
        way.plan.withheld.sort { $0.start < $1.start }
        return way.plan
    }

    /// Lays tables from the highest page down. So at each piece it is known how many pages of the table over its end lie in the pieces above.
    private struct WayBack {
        let stock: TableStock
        var plan: PlanDraft
        private var members: [[(owner: Int, level: PAMTLevel)]]
        private var carryOut = 0

        init(stock: TableStock, plan: PlanDraft) {
            self.stock = stock
            self.plan = plan
            members = stock.members
        }

        mutating func lay(_ choice: Choice, in piece: PlacementStep.Piece, before: State) {
            let length = piece.span.count
            if choice.use == .passedThrough {
                carryOut += length
                return
            }
            let pages = stock.pages[Int(choice.inside)]
            var reach = 0
            if let kind = choice.over {
                reach = stock.kinds[Int(kind)].pages - carryOut
                take(Int(kind), at: piece.span.end - reach)
            }
            let carryIn =
                choice.use == .full
                ? min(Int(before.carryHigh), length - pages - reach) : Int(before.carryLow)
            var position = choice.use == .atEnd ? piece.span.end - reach - pages : piece.span.start + carryIn
            for kind in stock.kinds.indices {
                for _ in 0..<stock.digit(kind, of: Int(choice.inside)) {
                    take(kind, at: position)
                    position += stock.kinds[kind].pages
                }
            }
            if choice.use == .full, position < piece.span.end - reach {
                plan.withheld.append(PageSpan(start: position, end: piece.span.end - reach))
            }
            carryOut = carryIn
        }

        private mutating func take(_ kind: Int, at start: Int) {
            guard let member = members[kind].popLast() else { return }
            let span = PageSpan(start: start, end: start + stock.kinds[kind].pages)
            plan.tables.append(PlacedTable(owner: member.owner, level: member.level, span: span))
        }
    }
}
