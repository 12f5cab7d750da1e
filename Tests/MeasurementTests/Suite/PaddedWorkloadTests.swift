import SeededRandom
import TestSupport
import Testing

@testable import Measurement

@Suite struct PaddedWorkloadTests {
    @Test(arguments: [(0.05, 105), (0.005, 101), (1.0, 200), (0, 100)])
    func `a planted slowdown does exactly its share more`(share: Double, operations: Int) {
        let base = CountingWorkload()
        let padded = PaddedWorkload(base, share: share)
        var random = SeededRandom(seed: TestSeed.next())
        padded.refresh(operations: 120, random: &random)
        _ = padded.run(20..<120)
        #expect(base.performed == operations)
    }

    @Test func `a family with a slowdown is ranked by the same figure`() throws {
        let family = Family(
            name: "pamt", summary: "", operation: "placement", unit: "TDMR", reference: "contig", merit: "areas",
            groups: [])
        let slowed = try #require(PlantedSlowdown("^pamt/=5")).planted(in: [family])
        #expect(slowed.map(\.merit) == ["areas"])
    }

    @Test(arguments: ["", "x", "=5", "(=5", "lookup=-1", "lookup=abc", "lookup=1e9"])
    func `what is no slowdown is refused`(text: String) {
        if text == "=5" { #expect(PlantedSlowdown(text)?.share == 0.05) } else { #expect(PlantedSlowdown(text) == nil) }
    }
}
