import Testing

@testable import Measurement

@Suite struct VerdictTests {
    private func verdict(_ low: Double, _ value: Double, _ high: Double, _ better: Metric.Better = .lower) -> Verdict {
        Change(ratio: Estimate(value: value, low: low, high: high), better: better).verdict(tolerance: 0.05)
    }

    @Test func `a change counts when the interval excludes none and the tolerance is exceeded`() {
        #expect(verdict(1.02, 1.08, 1.15) == .worse)
        #expect(verdict(0.85, 0.9, 0.95) == .better)
        #expect(verdict(1.02, 1.08, 1.15, .higher) == .better)
        #expect(verdict(0.85, 0.9, 0.95, .higher) == .worse)
    }

    @Test func `same needs the whole interval within the tolerance`() {
        #expect(verdict(0.99, 1.01, 1.03) == .same)
        #expect(verdict(1.01, 1.02, 1.03) == .same)
        #expect(verdict(0.9, 1.0, 1.1) == .inconclusive)
        #expect(verdict(0.97, 1.07, 1.2) == .inconclusive)
        #expect(verdict(1.001, 1.04, 1.09) == .inconclusive)
    }
}
