import TDXModule
import TestSupport
import Testing

/// The library's judges against the literal rules on random calls.
@Suite struct ConfigJudgeTests {
    /// In a debug build, enough to reach every rule.
    static let caseCount = Thoroughness.isComplete ? 100_000 : 3_000

    /// How many random cases came to each rule; nil where a judge gave another verdict.
    private func compare(_ count: Int, seed: UInt64) -> [String: Int]? {
        var generator = ConfigCaseGenerator(seed: seed)
        var reached: [String: Int] = [:]
        for _ in 0..<count {
            let (seed, item) = generator.next()
            let decision = LiteralRules.decide(item.call, item.platform)
            reached[decision.rule, default: 0] += 1
            for judge in ConfigJudges.all {
                let verdict = judge.verdict(on: item.call, platform: item.platform)
                guard verdict == decision.verdict else {
                    Issue.record(
                        "seed \(seed): rule \(decision.rule) says \(decision.verdict), \(judge.name) says \(verdict)")
                    return nil
                }
            }
        }
        return reached
    }

    @Test func `every judge gives the verdict of the literal rules`() throws {
        let seed = TestSeed.next()
        let reached = try #require(compare(Self.caseCount / 6, seed: seed))
        #expect(reached.count > 20, "seed \(seed)")
    }

    /// Always the same cases: among others, so few may by chance miss a rule that is seldom reached.
    @Test func `the cases reach every rule`() throws {
        let reached = try #require(compare(Self.caseCount, seed: 20_260_501))
        let missed = LiteralRules.everyRule.filter { reached[$0] == nil }
        #expect(missed.isEmpty, "rules no case reached")
        #expect(Set(reached.keys).subtracting(LiteralRules.everyRule).isEmpty, "rules the list of rules lacks")
    }

    @Test func `a layout built to be valid is accepted`() {
        var generator = ConfigCaseGenerator(seed: TestSeed.next())
        for _ in 0..<300 {
            let seed = generator.next().seed
            var one = ConfigCaseGenerator(seed: seed)
            let item = one.validCase()
            #expect(LiteralRules.decide(item.call, item.platform).rule == "accepted", "seed \(seed)")
        }
    }
}
