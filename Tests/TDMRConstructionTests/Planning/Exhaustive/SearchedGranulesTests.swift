import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct SearchedGranulesTests {
    @Test func `among complete granules lies a plan as good as any, and no better plan has larger TDMRs`() {
        var judged = 0
        let wanted = Thoroughness.cases(quick: 8, complete: 60, thorough: 300)
        for seed in TestSeed.several(20 * wanted) where judged < wanted {
            let machine = SmallMachine(seed: seed)
            let problem = machine.problem
            guard let known = PlanSearch(problem: problem, isThorough: false).run()?.draft.figures(problem),
                known.withheldPages == 0,
                let searched = SearchedGranules.choices(problem, known: known, most: 8, empty: [4]).first,
                searched.isComplete
            else { continue }
            let score = PlanScore(known, problem.objective)
            var (best, bestInside): (PlanScore?, PlanScore?)
            var force = BruteForce(
                problem: problem, granules: machine.granules, budget: Thoroughness.isComplete ? 3000 : 1000)
            force.visit = { plan in
                let own = PlanScore(plan.figures, problem.objective)
                guard plan.figures.withheldPages == 0, !(score < own) else { return }
                let counts = plan.extents.map(\.count)
                #expect(counts.allSatisfy { $0 <= searched.mostOfOne }, "\(machine) \(plan)")
                #expect(counts.reduce(0, +) <= searched.mostOfAll, "\(machine) \(plan)")
                if best.map({ own < $0 }) ?? true { best = own }
                let granules = plan.extents.flatMap { $0.start..<$0.end }
                guard granules.allSatisfy(searched.granules.contains) else { return }
                if bestInside.map({ own < $0 }) ?? true { bestInside = own }
            }
            guard force.solve() != nil, best != nil else { continue }
            #expect(best == bestInside, "\(machine)")
            judged += 1
        }
        #expect(judged == wanted)
    }
}
