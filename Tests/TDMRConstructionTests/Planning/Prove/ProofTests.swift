import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

/// Each lemma about all plans against all plans of small machines. `PlannerTests` tries what the claims made of them come to.
@Suite struct ProofTests {
    /// Calls `body` with small machines and plans of them that withhold nothing: all, or the first of very many; with more machines as long as it has not seen enough.
    /// - Returns: the plans seen.
    private func forEachMachine(nodes: Int = 1, _ body: (SmallMachine, [BruteForce.Plan]) -> Bool) -> Int {
        var (machines, seen, isEnough) = (0, 0, false)
        for seed in TestSeed.several(100 * Self.machines) where machines < Self.machines || !isEnough {
            let machine = SmallMachine(seed: seed)
            guard machine.problem.map.nodes.count >= nodes else { continue }
            var plans: [BruteForce.Plan] = []
            var force = BruteForce(
                problem: machine.problem, granules: machine.granules, budget: Thoroughness.isComplete ? 2000 : 200)
            force.visit = { if $0.figures.withheldPages == 0 { plans.append($0) } }
            _ = force.solve()
            guard !plans.isEmpty else { continue }
            machines += 1
            seen += plans.count
            isEnough = body(machine, plans) && seen > 200
        }
        return seen
    }

    /// There are too many plans for a macro at each.
    private func claim(_ holds: Bool, _ comment: @autoclosure () -> String) {
        if !holds { Issue.record("\(comment())") }
    }

    private static let machines = Thoroughness.cases(quick: 5, complete: 400, thorough: 4000)

    @Test func `tables fill no more granules than FilledGranules says, and have no more pages`() {
        var outside = 0
        let plans = forEachMachine { machine, plans in
            let (problem, map) = (machine.problem, machine.problem.map)
            let all = FilledGranules(problem)
            let ofNodes = map.nodes.indices.map { FilledGranules(problem, node: $0) }
            let slices = map.slices()
            for plan in plans {
                func isOutside(_ granule: Int) -> Bool { !plan.extents.contains { $0.contains(granule) } }
                let total = plan.extents.reduce(0) { $0 + $1.count }
                let left = slices.reduce(0) { $0 + ($1.start..<$1.end).count(where: isOutside) }
                claim(left <= all.most(byTablesOf: total), "\(machine) \(plan)")
                claim(total >= all.fewestCovered, "\(machine) \(plan)")
                let most = all.mostPages(granules: total)
                let large = plan.extents.reduce(0) { $0 + map.tablePages(.page4K, granules: $1.count) }
                claim(plan.figures.pamtPages <= most.all, "\(machine) \(plan)")
                claim(plan.figures.pamtPages - large <= most.small, "\(machine) \(plan)")
                if left > 0 { outside += 1 }
                // By node, where every table is at home.
                guard plan.figures.offNodePages == 0 else { continue }
                for node in map.nodes.indices {
                    let own = slices.filter { $0.node == node }.flatMap { $0.start..<$0.end }.count(where: isOutside)
                    // A TDMR that serves nothing is on no node: its tables may lie on any.
                    let tables = plan.extents.indices.reduce(0) {
                        $0 + (plan.pamtNodes[$1] == node || plan.homes[$1] == nil ? plan.extents[$1].count : 0)
                    }
                    claim(
                        own <= ofNodes[node].most(byTablesOf: tables) || own == ofNodes[node].count,
                        "\(machine) \(plan)")
                }
            }
            return outside > 20
        }
        #expect(plans > 200 && outside > 20, "\(plans) plans, \(outside) with granules outside")
    }

    /// 23 granules of a node, each a page short, and a fragment beyond: a TDMR of a granule without memory serves nothing, so that its PAMT may lie on the other node and one
    /// table of it fill the fragment's last page.
    @Test func `the PAMT of a TDMR that serves nothing spares a node writing`() throws {
        let size: UInt64 = 1 << 18
        let fragment = 0x6410000 as UInt64
        let count = 23
        let granules = [4, 10] + (0..<count).map { 256 + $0 }
        var regions = [MemoryRegion(pages: PageRange(4 * size, 5 * size), node: NodeID(0))]
        for granule in 0..<UInt64(count) {
            let start = (256 + granule) * size
            regions.append(MemoryRegion(pages: PageRange(start, start + size - 1), node: NodeID(1)))
        }
        regions.append(MemoryRegion(pages: PageRange(fragment, fragment + 70), node: NodeID(1)))
        let cmrs = [
            CMR(regions[0].pages), CMR(PageRange(256 * size, (256 + UInt64(count)) * size)), CMR(regions[24].pages),
        ]
        let input = ConstructionInput(regions: regions, cmrs: cmrs, limits: .standard)
        let problem = PlanningProblem.make(input, processors: 64).problem
        func tables(_ owner: Int, _ starts: [Int]) -> [PlacedTable] {
            zip(PAMTLevel.allCases, starts).map { level, start in
                let pages = problem.map.tablePages(level, granules: 1)
                return PlacedTable(owner: owner, level: level, span: PageSpan(start: start, end: start + pages))
            }
        }
        var placed = tables(0, [0x13f7fe, 0x13f7fc, 0x13f7fb]) + tables(1, [0x13fc00, 0x13fbfe, Int(fragment) + 69])
        for i in 0..<count {
            placed += tables(
                i + 2, [(256 + i) * Int(size) + 0x3fbff, Int(fragment) + 3 * i + 1, Int(fragment) + 3 * i])
        }
        let draft = PlanDraft(extents: granules.map { GranuleRange(start: $0, count: 1) }, tables: placed)
        #expect(draft.fault(problem) == nil)
        let figures = try #require(draft.figures(problem))
        #expect(figures.offNodePages == 0)
        let (found, tried) = try #require(PlanSearch(problem: problem).run())
        let known = try #require(found.figures(problem))
        let claims = PlanSolution(problem, figures: known, tried: tried).claims
        for claim in claims.prefix(3) { #expect(claim.bound <= figures[claim.key], "\(claim)") }
    }

    /// 71 granules of a node in a row, the last one in part: a TDMR of the other node takes one of them, so that less PAMT is written to the fullest node.
    @Test func `granules that a node lends are counted one by one, also where the last is partial`() throws {
        let gib: UInt64 = 1 << 18
        let regions = [
            MemoryRegion(pages: PageRange(4 * gib, 64 * gib), node: NodeID(0)),
            MemoryRegion(pages: PageRange(64 * gib, 134 * gib + gib / 2), node: NodeID(1)),
        ]
        let input = ConstructionInput(
            regions: regions, cmrs: [CMR(PageRange(4 * gib, 135 * gib))], limits: .standard)
        let problem = PlanningProblem.make(input, processors: 64).problem
        let extents =
            (0..<19).map { GranuleRange(start: 4 + 3 * $0, count: 3) }
            + [GranuleRange(start: 61, count: 1), GranuleRange(start: 62, count: 3)]
            + (0..<23).map { GranuleRange(start: 65 + 3 * $0, count: 3) } + [GranuleRange(start: 134, count: 1)]
        var placement = TablePlacement(problem.map, extents: extents, on: .home, rules: problem.tableRules)
        let placed = placement.place(WantedTable.all(problem.map, extents))
        let tables = try #require(placed)
        let better = try #require(PlanDraft(extents: extents, tables: tables).figures(problem))
        #expect(better.offNodePages == 0 && better.withheldPages == 0)
        let (found, tried) = try #require(PlanSearch(problem: problem).run())
        let claims = PlanSolution(problem, figures: try #require(found.figures(problem)), tried: tried).claims
        for claim in claims.prefix(2) { #expect(claim.bound <= better[claim.key], "\(claim) \(better)") }
    }

    @Test func `firm granules lie in TDMRs that have their areas`() {
        var withAreas = 0
        let plans = forEachMachine { machine, plans in
            let (problem, map) = (machine.problem, machine.problem.map)
            for plan in plans {
                let firm = FirmSlices(map, pages: plan.figures.pamtPages)
                claim(firm.fewestAreas <= plan.figures.areas, "\(machine) \(plan)")
                for slice in firm.slices {
                    for granule in slice.start..<slice.end {
                        claim(plan.extents.contains { $0.contains(granule) }, "\(machine) \(plan)")
                    }
                }
                for (extent, areas) in zip(plan.extents, plan.areas) {
                    let own = firm.slices.filter { extent.contains($0.start) }
                    let least = own.reduce(AreaCount.neutral) { $0 + $1.areas }.areas
                    claim(least <= areas, "\(machine) \(plan)")
                    if least > 0 { withAreas += 1 }
                }
                let longest = plan.extents.map(\.count).max() ?? 0
                let fewest = firm.fewestTDMRs(problem, within: plan.figures.longestTime, maxGranules: longest)
                claim(fewest.map { $0 <= plan.figures.tdmrs } == true, "\(machine) \(plan)")
            }
            return withAreas > 100
        }
        #expect(plans > 200 && withAreas > 100, "\(plans) plans, \(withAreas) TDMRs with firm areas")
    }

    @Test func `TDMRs of other nodes cover no more granules of a node than LentGranules says`() {
        var lent = 0
        let plans = forEachMachine(nodes: 2) { machine, plans in
            let map = machine.problem.map
            let slices = map.slices()
            for plan in plans where plan.figures.offNodePages == 0 && !plan.homes.contains(nil) {
                let longest = plan.extents.map(\.count).max() ?? 0
                for node in map.nodes.indices {
                    let own = slices.filter { $0.node == node }.flatMap { $0.start..<$0.end }
                    let covered = zip(plan.extents, plan.homes).reduce(0) { sum, tdmr in
                        sum + (tdmr.1 == node ? 0 : own.count { tdmr.0.contains($0) })
                    }
                    let most = LentGranules(
                        map, slices: slices, node: node, own: FilledGranules(machine.problem, node: node),
                        granules: longest, tables: plan.figures.pamtPages
                    ).most
                    claim(covered <= most, "\(machine) \(plan), node \(node)")
                    lent += covered
                }
            }
            return lent > 0
        }
        #expect(plans > 200 && lent > 0, "\(plans) plans, \(lent) granules lent")
    }

    /// Of a plan that is not the best one too: the planner makes the claims of whatever it found.
    @Test func `no plan as good in the figures before falls below a bound`() {
        var (judged, equal) = (0, 0)
        let seen = forEachMachine { machine, plans in
            var maker = MachineMaker(seed: machine.seed)
            var problem = machine.problem
            for objective in PlanObjective.allCases {
                problem.objective = objective
                let known = maker.one(of: plans).figures
                guard let bounds = Bounds(problem, figures: known) else { continue }
                for (place, key) in objective.order.enumerated() {
                    let bound = bounds.bound(of: key)
                    let before = objective.order[..<place]
                    for plan in plans where before.allSatisfy({ plan.figures[$0] <= known[$0] }) {
                        claim(
                            plan.figures[key] >= bound,
                            "\(machine) \(objective) \(key) \(bound): \(plan), known \(known)")
                        judged += 1
                        if bound > 0, plan.figures[key] == bound { equal += 1 }
                    }
                }
            }
            return equal > 100 && judged > 1000
        }
        #expect(seen > 200 && judged > 1000 && equal > 100, "\(judged) plans judged, \(equal) at a bound")
    }
}
