import Foundation
import TestSupport
import Testing

@testable import TDMRConstruction

/// The planner against trying everything, through the path that users run: `PlanSearch` and the claims made of its plan.
@Suite struct PlannerTests {
    /// Machines to be compared: more in continuous integration, which builds for release.
    static let wanted = ProcessInfo.processInfo.environment["TDMR_PLANNER_INSTANCES"].flatMap(UInt64.init) ?? 24

    /// What a share of the machines came to.
    private struct Tally: Sendable {
        var machines = 0
        var plans = 0
        var impossible = 0
        var withheld = 0
        var triedAll = 0
        var proven = 0
        /// Plans of the default objective that are best in memory withheld, PAMT off its node and time, and the worst time of the others beside the best, in percent.
        var defaults = 0
        var bestDefaults = 0
        var worst = 0
        /// Machines with more plans than are worth trying.
        var tooLarge = 0
        var faults: [String] = []

        mutating func add(_ other: Tally) {
            machines += other.machines
            plans += other.plans
            impossible += other.impossible
            withheld += other.withheld
            triedAll += other.triedAll
            proven += other.proven
            defaults += other.defaults
            bestDefaults += other.bestDefaults
            worst = max(worst, other.worst)
            tooLarge += other.tooLarge
            faults += other.faults
        }
    }

    @Test func `no plan is better than what is claimed, and none is missed`() async {
        let workers = UInt64(max(1, ProcessInfo.processInfo.activeProcessorCount))
        let tally = await withTaskGroup(of: Tally.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var tally = Tally()
                    // Always the same machines: how often a plan is best, and how far from it the others are, is measured of them.
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
        for fault in tally.faults.prefix(20) { Issue.record("\(fault)") }
        print(
            "planner: \(tally.machines) machines compared with a brute force, \(tally.plans) plans of \(PlanObjective.allCases.count) objectives, \(tally.withheld) of them withhold memory, "
                + "\(tally.impossible) impossible; every plan tried for \(tally.triedAll), \(tally.proven) figures proven; "
                + "default objective best in \(tally.bestDefaults) of \(tally.defaults), at most \(tally.worst) % over; \(tally.tooLarge) machines too large; "
                + "\(tally.faults.count) faults")
        #expect(tally.machines >= Int(Self.wanted))
        #expect(tally.plans + tally.impossible == tally.machines * PlanObjective.allCases.count)
        #expect(tally.withheld > 0 && tally.impossible > 0 && tally.triedAll > 0 && tally.proven > 0)
        #expect(tally.bestDefaults * 1000 >= tally.defaults * 995)
        #expect(tally.worst <= 10)
    }

    private static func compare(_ machine: SmallMachine, _ tally: inout Tally) {
        let force = BruteForce(
            problem: machine.problem, granules: machine.granules, budget: Thoroughness.isComplete ? 30_000 : 5_000)
        guard let best = force.solve() else {
            tally.tooLarge += 1
            return
        }
        tally.machines += 1
        for objective in PlanObjective.allCases {
            var problem = machine.problem
            problem.objective = objective
            guard let (draft, tried) = PlanSearch(problem: problem).run() else {
                tally.impossible += 1
                if best.figures[objective] != nil { tally.faults.append("called impossible: \(objective) \(machine)") }
                continue
            }
            tally.plans += 1
            guard let figures = draft.figures(problem), draft.fault(problem) == nil, let least = best.figures[objective]
            else {
                tally.faults.append("not a plan: \(objective) \(machine) \(draft)")
                continue
            }
            if figures.withheldPages > 0 { tally.withheld += 1 }
            if tried == .all { tally.triedAll += 1 }
            // The bounds are tried too, where the exhaustive search answers: of its plan, and of the one that would be the answer on a large machine.
            var known = [figures]
            if let quick = PlanSearch(problem: problem, isThorough: false).run()?.draft.figures(problem) {
                known.append(quick)
            } else {
                tally.faults.append("not a plan without the exhaustive search: \(objective) \(machine)")
            }
            let solutions =
                [PlanSolution(problem, figures: figures, tried: tried)]
                + known.map { PlanSolution(problem, figures: $0, tried: .none) }
            for solution in solutions {
                tally.faults += falseClaims(solution, best: least, &tally).map { "\($0): \(objective) \(machine)" }
            }
            if objective == .default { judge(figures, best: least, &tally) }
        }
    }

    /// Whether the best plan contradicts a claim: as good in all figures before, and below the bound; or better in a figure that is said to be proven.
    private static func falseClaims(_ solution: PlanSolution, best: PlanFigures, _ tally: inout Tally) -> [String] {
        var isAsGood = true
        var faults: [String] = []
        for claim in solution.claims {
            if claim.isProven { tally.proven += 1 }
            if claim.isRefuted { faults.append("\(claim.key) bound \(claim.bound) above \(claim.value)") }
            if isAsGood, best[claim.key] < claim.bound {
                faults.append("\(claim.key) \(claim.value) said to be at least \(claim.bound) is \(best[claim.key])")
            }
            if best[claim.key] > claim.value { isAsGood = false }
        }
        return faults
    }

    private static func judge(_ figures: PlanFigures, best: PlanFigures, _ tally: inout Tally) {
        tally.defaults += 1
        let keys: [PlanFigures.Key] = [.withheld, .offNode, .time]
        if keys.allSatisfy({ figures[$0] == best[$0] }) {
            tally.bestDefaults += 1
        } else if figures[.withheld] == best[.withheld], figures[.offNode] == best[.offNode] {
            tally.worst = max(tally.worst, (figures.time * 100 + best.time - 1) / max(1, best.time) - 100)
        }
    }

    @Test func `canonical positions are enough`() {
        var compared = 0
        for seed in TestSeed.several(Int(max(12, Self.wanted / 5))) {
            let machine = SmallMachine(seed: seed, tiny: true)
            let canonical = BruteForce(problem: machine.problem, granules: machine.granules, budget: 20_000).solve()
            let pages = machine.problem.map.usablePages
            let all = BruteForce(
                problem: machine.problem, granules: machine.granules, tryAllPositions: true,
                withholdPageByPage: pages <= 10, budget: 100_000
            ).solve()
            guard let canonical, let all else { continue }
            compared += 1
            #expect(canonical.ranks == all.ranks, "\(machine)")
        }
        #expect(compared > 5, "\(compared) compared")
    }
}
