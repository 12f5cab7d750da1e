import Foundation
import Testing

@testable import TDMRConstruction

/// The planner against trying everything.
@Suite struct ExactPlannerTests {
    /// Machines to be compared: more in continuous integration, which builds for release.
    static let wanted = ProcessInfo.processInfo.environment["TDMR_PLANNER_INSTANCES"].flatMap(UInt64.init) ?? 24

    /// What a share of the machines came to.
    private struct Tally: Sendable {
        var machines = 0
        var plans = 0
        var impossible = 0
        var withheld = 0
        /// Machines with more plans than are worth trying.
        var tooLarge = 0
        var differences: [String] = []

        mutating func add(_ other: Tally) {
            machines += other.machines
            plans += other.plans
            impossible += other.impossible
            withheld += other.withheld
            tooLarge += other.tooLarge
            differences += other.differences
        }
    }

    @Test func `no plan is better than the planner's`() async {
        let workers = UInt64(max(1, ProcessInfo.processInfo.activeProcessorCount))
        let tally = await withTaskGroup(of: Tally.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var tally = Tally()
                    var seed = worker
                    while tally.machines < Int((Self.wanted + workers - 1) / workers) {
                        Self.compare(SmallMachine(seed: seed), &tally)
                        seed += workers
                    }
                    return tally
                }
            }
            return await group.reduce(into: Tally()) { $0.add($1) }
        }
        for difference in tally.differences.prefix(20) { Issue.record("\(difference)") }
        print(
            "exact plans: \(tally.machines) machines compared with a brute force, \(tally.plans) plans of \(PlanObjective.allCases.count) objectives, "
                + "\(tally.withheld) of them withhold memory, \(tally.impossible) impossible; \(tally.tooLarge) machines too large; "
                + "\(tally.differences.count) differences")
        #expect(tally.machines >= Int(Self.wanted))
        #expect(tally.plans + tally.impossible == tally.machines * PlanObjective.allCases.count)
        #expect(tally.withheld > 0 && tally.impossible > 0)
    }

    private static func compare(_ machine: SmallMachine, _ tally: inout Tally) {
        guard let best = BruteForce(problem: machine.problem, granules: machine.granules, budget: 30_000).solve() else {
            tally.tooLarge += 1
            return
        }
        tally.machines += 1
        let isPossible = OneGranulePlan(machine.problem).plan() != nil
        if isPossible != !best.ranks.isEmpty { tally.differences.append("a plan of one granule \(isPossible ? "exists" : "does not exist"): \(machine)") }
        for objective in PlanObjective.allCases {
            let expected = best.ranks[objective]
            for knowsAPlan in [false, true] {
                let exact = ExactPlanner(problem: machine.problem, objective: objective, window: 0..<machine.granules)
                let known = knowsAPlan
                    ? ScalablePlanner(problem: machine.problem, objective: objective).plan()
                        ?? WithholdingPlanner(problem: machine.problem, objective: objective).plan() : nil
                let figures: PlanFigures?
                switch exact.plan(known: known) {
                case .best(let draft):
                    figures = draft.figures(machine.problem)
                    if figures.map(objective.rank) != expected { tally.differences.append("\(objective) \(machine) \(draft)") }
                case .none:
                    figures = nil
                    if expected != nil { tally.differences.append("no plan: \(objective) \(machine)") }
                case .unknown:
                    figures = nil
                    tally.differences.append("given up: \(objective) \(machine)")
                }
                guard !knowsAPlan else { continue }
                if expected == nil { tally.impossible += 1 } else { tally.plans += 1 }
                guard let figures else { continue }
                if figures.withheldPages > 0 { tally.withheld += 1 }
                // The bounds leave TDMRs aside that take in granules without memory.
                guard figures.bridgedGranules == 0 else { continue }
                let solution = PlanSolution(
                    objective: objective, processors: machine.problem.processors, figures: figures,
                    bounds: LowerBounds.bounds(machine.problem, objective: objective, figures: figures), isExact: false)
                for figure in PlanSolution.Figure.allCases where solution.bound(figure) > solution.value(figure) {
                    tally.differences.append("\(figure) \(solution.value(figure)) is said to be at least \(solution.bound(figure)): \(objective) \(machine)")
                }
            }
        }
    }

    @Test func `canonical positions are enough`() {
        for seed in 0..<max(12, Self.wanted / 5) {
            let machine = SmallMachine(seed: seed, tiny: true)
            let canonical = BruteForce(problem: machine.problem, granules: machine.granules, budget: 20_000).solve()
            let pages = machine.problem.terrain.runs.reduce(0) { $0 + $1.count }
            let all = BruteForce(
                problem: machine.problem, granules: machine.granules, tryAllPositions: true, withholdPageByPage: pages <= 10, budget: 100_000
            ).solve()
            guard let canonical, let all else { continue }
            #expect(canonical.ranks == all.ranks, "\(machine)")
        }
    }
}
