import Foundation
import Testing

@testable import TDMRConstruction

/// The planner against trying everything.
@Suite struct ExactPlannerTests {
    /// Instances: more in continuous integration, which builds for release.
    static let count = ProcessInfo.processInfo.environment["TDMR_PLANNER_INSTANCES"].flatMap(UInt64.init) ?? 24

    @Test func `no plan is better than the planner's`() {
        var compared = 0
        var withheld = 0
        for seed in 0..<Self.count {
            let machine = SmallMachine(seed: seed)
            guard let best = BruteForce(problem: machine.problem, granules: machine.granules, budget: 30_000).solve() else { continue }
            for objective in PlanObjective.allCases {
                let answer = ExactPlanner(problem: machine.problem, objective: objective, window: 0..<machine.granules).plan(known: nil)
                let expected = best.ranks[objective]
                switch answer {
                case .best(let draft):
                    let figures = draft.figures(machine.problem)
                    #expect(figures.map(objective.rank) == expected, "\(objective) \(machine) \(draft)")
                    if let figures, figures.withheldPages > 0 { withheld += 1 }
                case .none: #expect(expected == nil, "\(objective) \(machine)")
                case .unknown: Issue.record("given up: \(objective) \(machine)")
                }
                compared += 1
            }
        }
        #expect(compared >= Int(Self.count) * 2)
        #expect(withheld > 0)
    }

    @Test func `canonical positions are enough`() {
        for seed in 0..<max(12, Self.count / 5) {
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
