import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct CoverSetsTests {
    @Test func `all sets of TDMRs are made, each once, that leave out no more than is allowed`() throws {
        var judged = 0
        for seed in TestSeed.several(400) where judged < 100 {
            let problem = SmallMachine(seed: seed).problem
            guard let known = PlanSearch(problem: problem, isThorough: false).run()?.draft.figures(problem),
                let searched = SearchedGranules.choices(problem, known: known, most: 8, empty: [4]).first
            else { continue }
            let sets = CoverSets(searched, most: 4, losing: .max, limit: 100_000)
            for tdmrs in 1...4 {
                let all = try #require(sets.all(of: tdmrs, losing: .max))
                #expect(Set(all).count == all.count, "\(problem)")
                #expect(Set(all) == Self.sets(of: tdmrs, searched), "\(problem)")
                let lost = Dictionary(grouping: all) { Self.pagesOutside($0, problem.map) }
                for most in lost.keys.sorted().prefix(3) {
                    let some = try #require(sets.all(of: tdmrs, losing: most))
                    #expect(Set(some) == Set(all.filter { Self.pagesOutside($0, problem.map) <= most }))
                    // The bound on their number is then the lowest, and still not too low.
                    let few = CoverSets(searched, most: tdmrs, losing: most, limit: some.count - 1)
                    #expect(few.all(of: tdmrs, losing: most) == nil, "\(problem)")
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
}
