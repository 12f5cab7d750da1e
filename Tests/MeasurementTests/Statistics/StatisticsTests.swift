import SeededRandom
import TestSupport
import Testing

@testable import Measurement

@Suite struct StatisticsTests {
    @Test func `quantiles are those of type 7`() {
        let values: [Double] = [1, 2, 3, 4]
        #expect(Statistics.median(values) == 2.5)
        #expect(Statistics.quantile(0.25, ofSorted: values) == 1.75)
        #expect(Statistics.quantile(1, ofSorted: values) == 4)
        #expect(Statistics.median([7]) == 7)
    }

    @Test func `the interval of a median covers the true one about as often as it says`() {
        // 200 samples of 15 from a skewed distribution (squares of uniform numbers, median 0.25).
        // Always the same samples: of others fewer than 180 intervals may by chance cover it.
        var random = SeededRandom(seed: 42)
        var covered = 0
        for trial in 0..<200 {
            let values = (0..<15).map { _ in
                let x = Double(random.below(1 << 32)) / Double(1 << 32)
                return x * x
            }
            let estimate = Bootstrap(resamples: 1000, seed: UInt64(trial)).median(values)
            #expect(estimate.low <= estimate.value && estimate.value <= estimate.high)
            if estimate.low <= 0.25, 0.25 <= estimate.high { covered += 1 }
        }
        #expect((180...200).contains(covered), "covered \(covered) of 200")
    }

    @Test func `the same values and seed give the same interval`() {
        let values: [Double] = [3, 1, 4, 1, 5, 9, 2, 6]
        let seed = TestSeed.next()
        #expect(Bootstrap(seed: seed).median(values) == Bootstrap(seed: seed).median(values), "seed \(seed)")
    }

    @Test func `outliers are counted by Tukey's fences`() {
        let calm = (0..<20).map { Double($0 % 5) }
        #expect(Outliers(logarithms: calm) == Outliers())
        // Quartiles 1 and 3: fences at -2 and 6, and at -5 and 9.
        #expect(Outliers(logarithms: calm + [7]) == Outliers(mild: 1))
        #expect(Outliers(logarithms: calm + [100]) == Outliers(severe: 1))
    }

    @Test func `a ratio is taken block by block, so a drift of both cancels`() {
        // Times double from block to block; the second contender always takes 10 % more.
        let base = (0..<12).flatMap { [Double(1 << $0), Double(1 << $0)] }
        let ratio = BlockEstimates.ratio(base.map { $0 * 1.1 }, to: base)
        #expect(abs(ratio.value - 1.1) < 1e-9)
        #expect(ratio.high - ratio.low < 1e-9)
    }
}
