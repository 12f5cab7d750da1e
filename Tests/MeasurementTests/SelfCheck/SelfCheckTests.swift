import Measurement
import Testing

@Suite struct SelfCheckTests {
    private let check = SelfCheck(tolerance: 0.02, plan: SamplingPlan())

    private func ratio(_ value: Double) -> Estimate { Estimate(value: value, low: value - 0.005, high: value + 0.005) }

    @Test func `a difference counts when both measurements find it`() {
        var level = SelfCheck.Level(added: 0.05)
        for again in [1.06, 1.0, 0.9] {
            #expect(check.isSuspect(ratio(1.05)))
            check.judge(ratio(1.05), confirmedBy: ratio(again), at: &level)
        }
        #expect((level.pairs, level.calledDifferent, level.detected) == (3, 1, 1))
    }

    @Test func `what is not suspect is not measured again and not called`() {
        var level = SelfCheck.Level(added: 0)
        for value in [1.0, 1.01, 0.99] {
            #expect(!check.isSuspect(ratio(value)))
            check.judge(ratio(value), at: &level)
        }
        #expect((level.pairs, level.calledDifferent) == (3, 0))
        #expect(level.noiseFloor.map { $0 > 0.005 && $0 <= 0.0101 } == true)
    }

    @Test func `a faster twin is a false alarm, not a detection`() {
        var level = SelfCheck.Level(added: 0.05)
        check.judge(ratio(0.9), confirmedBy: ratio(0.9), at: &level)
        #expect((level.calledDifferent, level.detected) == (1, 0))
    }
}
