import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct SearchedGranulesTests {
    @Test func `all sets of TDMRs are made, each once, that leave out no more than is allowed`() throws {
        var judged = 0
        for seed in TestSeed.several(400) where judged < 100 {
            let problem = SmallMachine(seed: seed).problem
            guard let known = PlanSearch(problem: problem, isThorough: false).run()?.draft.figures(problem),
                let searched = SearchedGranules(problem, known: known, most: 8, empty: 4)
            else { continue }
            for tdmrs in 1...4 {
                let all = try #require(searched.covers(tdmrs: tdmrs, losing: .max, limit: 100_000))
                #expect(Set(all).count == all.count, "\(problem)")
                #expect(Set(all) == Self.sets(of: tdmrs, searched), "\(problem)")
                let lost = Dictionary(grouping: all) { Self.pagesOutside($0, problem.map) }
                for most in lost.keys.sorted().prefix(3) {
                    let some = searched.covers(tdmrs: tdmrs, losing: most, limit: 100_000)
                    #expect(some.map(Set.init) == Set(all.filter { Self.pagesOutside($0, problem.map) <= most }))
                    let few = searched.covers(tdmrs: tdmrs, losing: most, limit: (some?.count ?? 0) - 1)
                    #expect(few == nil, "\(problem)")
                }
                judged += 1
            }
        }
        try #require(judged >= 100)
    }

    /// Every set of granules, cut into `tdmrs` TDMRs in every way.
    private static func sets(of tdmrs: Int, _ searched: SearchedGranules) -> Set<[GranuleRange]> {
        var sets: Set<[GranuleRange]> = [[]]
        for granule in searched.granules {
            for set in sets {
                sets.insert(set + [GranuleRange(start: granule, count: 1)])
                guard var last = set.last, last.end == granule else { continue }
                last.count += 1
                sets.insert(set.dropLast() + [last])
            }
        }
        return sets.filter { set in
            set.count == tdmrs && set.reduce(0) { $0 + $1.count } <= searched.mostOfAll
                && set.allSatisfy { $0.count <= searched.mostOfOne }
        }
    }

    private static func pagesOutside(_ extents: [GranuleRange], _ map: AddressMap) -> Int {
        map.usablePages
            - extents.reduce(0) { sum, extent in
                let pages = map.pages(of: extent)
                return map.runs.reduce(sum) { $0 + max(0, min($1.end, pages.end) - max($1.start, pages.start)) }
            }
    }

    @Test func `among complete granules lies a plan as good as any, and no better plan has larger TDMRs`() {
        var judged = 0
        let wanted = Thoroughness.cases(quick: 8, complete: 60, thorough: 300)
        for seed in TestSeed.several(20 * wanted) where judged < wanted {
            let machine = SmallMachine(seed: seed)
            let problem = machine.problem
            guard let known = PlanSearch(problem: problem, isThorough: false).run()?.draft.figures(problem),
                known.withheldPages == 0, let searched = SearchedGranules(problem, known: known, most: 8, empty: 4),
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
