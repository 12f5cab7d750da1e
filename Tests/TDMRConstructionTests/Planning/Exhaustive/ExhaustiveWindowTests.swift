import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct ExhaustiveWindowTests {
    @Test func `a window counts no fewer sets of TDMRs than it makes, and makes each once`() throws {
        var judged = 0
        for _ in 0..<40 {
            let problem = SmallMachine(seed: TestSeed.next()).problem
            guard let known = PlanSearch(problem: problem, isThorough: false).run()?.draft.figures(problem),
                let window = ExhaustiveWindow(problem, known: known, most: 8)
            else { continue }
            for tdmrs in 1...4 {
                let covers = window.covers(tdmrs: tdmrs)
                let most = window.mostCovers(tdmrs: tdmrs)
                // Fewer only where not all granules may be taken at once.
                #expect(
                    window.mostOfAll < window.granules.count ? covers.count <= most : covers.count == most,
                    "\(problem)")
                #expect(Set(covers).count == covers.count, "\(problem)")
                for cover in covers {
                    #expect(cover.count == tdmrs)
                    #expect(zip(cover, cover.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(cover)")
                    let granules = cover.flatMap { $0.start..<$0.end }
                    #expect(granules.count <= window.mostOfAll && granules.allSatisfy(window.granules.contains))
                }
                judged += 1
            }
        }
        try #require(judged > 60)
    }
}
