import Measurement
import Testing

@Suite struct SelfCheckTests {
    private let check = SelfCheck(tolerance: 0.02, plan: SamplingPlan())

    private func ratio(_ value: Double) -> Estimate { Estimate(value: value, low: value - 0.005, high: value + 0.005) }

    @Test func `a difference counts when both measurements find it`() {
        var level = SelfCheck.Level(added: 0.05)
        for again in [1.06, 1.0, 0.9] {
            #expect(check.outcome([ratio(1.05)]) == nil)
            check.judge([ratio(1.05), ratio(again)], at: &level)
        }
        #expect((level.pairs, level.calledDifferent, level.detected, level.measurements) == (3, 1, 1, 6))
    }

    @Test func `what is not suspect is not measured again and not called`() {
        var level = SelfCheck.Level(added: 0)
        for value in [1.0, 1.01, 0.99] {
            #expect(check.outcome([ratio(value)]) == .same)
            check.judge([ratio(value)], at: &level)
        }
        #expect((level.pairs, level.calledDifferent) == (3, 0))
        #expect(level.noiseFloor.map { $0 > 0.005 && $0 <= 0.0101 } == true)
    }

    @Test func `a faster twin is a false alarm, not a detection`() {
        var level = SelfCheck.Level(added: 0.05)
        check.judge([ratio(0.9), ratio(0.9)], at: &level)
        #expect((level.calledDifferent, level.detected) == (1, 0))
    }

    @Test func `noise asks for more repetitions until two agree`() {
        let wide = Estimate(value: 1.03, low: 0.9, high: 1.2)
        #expect(check.outcome([wide]) == nil)
        #expect(check.outcome([wide, ratio(1)]) == .same)
        #expect(check.outcome([wide, ratio(1.05)]) == nil)
        #expect(check.outcome([wide, ratio(1.05), ratio(1)]) == nil)
        #expect(check.outcome([wide, ratio(1.05), ratio(1), ratio(1.05)]) == .worse)
        #expect(check.outcome([ratio(1.05), ratio(1), ratio(1)]) == .same)
        let never = [Estimate](repeating: wide, count: SelfCheck.mostMeasurements)
        #expect(check.outcome(Array(never.dropLast())) == nil)
        #expect(check.outcome(never) == .inconclusive)
    }

    @Test func `a machine on which equal pairs differ is too noisy, a blind method is not`() {
        func levels(_ equal: Double, _ slow: Double) -> [SelfCheck.Level] {
            [0, 0.05].map { added in
                var level = SelfCheck.Level(added: added)
                for _ in 0..<20 { check.judge([ratio(added == 0 ? equal : slow)], at: &level) }
                return level
            }
        }
        #expect(check.isTooNoisy(levels(1.03, 1)))
        #expect(!check.isTooNoisy(levels(1, 1)))
        #expect(SelfCheck.smallestFound(levels(1, 1)) == nil)
        var uncertain = levels(1, 1)
        uncertain[1].inconclusive = 5
        #expect(check.isTooNoisy(uncertain))
    }

    @Test func `the smallest slowdown found is the last of which nearly all are`() {
        func level(_ added: Double, _ detected: Int) -> SelfCheck.Level {
            var level = SelfCheck.Level(added: added)
            (level.pairs, level.detected) = (20, detected)
            return level
        }
        #expect(SelfCheck.smallestFound([level(0, 0), level(0.01, 19), level(0.05, 18), level(0.1, 20)]) == 0.1)
        #expect(SelfCheck.smallestFound([level(0.05, 19), level(0.1, 20)]) == 0.05)
        #expect(SelfCheck.smallestFound([level(0.1, 3)]) == nil)
    }
}
