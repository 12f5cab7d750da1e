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
                problem: machine.problem, granules: machine.granules, budget: Thoroughness.isComplete ? 2000 : 500)
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

    private static let machines = Thoroughness.cases(quick: 8, complete: 400, thorough: 4000)

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
                guard plan.figures.offNodePages == 0, !plan.homes.contains(nil) else { continue }
                for node in map.nodes.indices {
                    let own = slices.filter { $0.node == node }.flatMap { $0.start..<$0.end }.count(where: isOutside)
                    let tables = zip(plan.extents, plan.pamtNodes).reduce(0) { $0 + ($1.1 == node ? $1.0.count : 0) }
                    claim(
                        own <= ofNodes[node].most(byTablesOf: tables) || own == ofNodes[node].count,
                        "\(machine) \(plan)")
                }
            }
            return outside > 20
        }
        #expect(plans > 200 && outside > 20, "\(plans) plans, \(outside) with granules outside")
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
                        map, slices: slices, node: node, granules: longest, tables: plan.figures.pamtPages
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
