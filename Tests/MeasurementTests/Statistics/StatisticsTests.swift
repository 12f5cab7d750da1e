import RealModule
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

    /// Noise whose median is 0.
    enum Noise: CaseIterable {
        case normal, longTailed, skewed

        func value(_ random: inout SeededRandom) -> Double {
            func uniform() -> Double { (Double(random.below(1 << 32)) + 0.5) / Double(1 << 32) }
            func normal() -> Double { Double.sqrt(-2 * Double.log(uniform())) * Double.cos(2 * .pi * uniform()) }
            return switch self {
            case .normal: normal()
            // One value in ten is disturbed ten times as much.
            case .longTailed: normal() * (random.below(10) == 0 ? 10 : 1)
            case .skewed: -Double.log(uniform()) - Double.log(2)
            }
        }
    }

    @Test(arguments: [2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 40], Noise.allCases)
    func `an interval holds the true median 19 times of 20`(count: Int, noise: Noise) {
        // Always the same samples: of others more or fewer may by chance hold it.
        var random = SeededRandom(seed: 42)
        let trials = 4000
        var (held, heldDifference) = (0, 0)
        for _ in 0..<trials {
            let values = (0..<count).map { _ in noise.value(&random) }
            let estimate = MedianInterval.median(values)
            #expect(estimate.low <= estimate.value && estimate.value <= estimate.high)
            if estimate.low <= 0, 0 <= estimate.high { held += 1 }
            let difference = MedianInterval.difference(values, (0..<count).map { _ in noise.value(&random) })
            if difference.low <= 0, 0 <= difference.high { heldDifference += 1 }
        }
        // Four deviations of 4,000 trials are 1.4 %. Below six values normal noise is assumed: skewed noise takes up to 3 % from it.
        let least = count < MedianInterval.leastRanked && noise == .skewed ? 0.92 : 0.936
        #expect(Double(held) / Double(trials) >= least)
        #expect(Double(heldDifference) / Double(trials) >= 0.936)
        if count >= MedianInterval.leastRanked { #expect(Double(held) / Double(trials) <= 0.964) }
    }

    @Test func `the bounds of ranked values are those of the binomial distribution`() {
        // Six values: the smallest and the largest hold the median with 1 - 2/64, the second of each side with 1 - 14/64.
        let part = (62.0 / 64 - 0.95) / (12.0 / 64)
        let weight = 5 * part / (1 + 4 * part)
        let six = MedianInterval.median([60, 10, 20, 50, 30, 40])
        #expect(abs(six.low - (10 + 10 * weight)) < 1e-9 && abs(six.high - (60 - 10 * weight)) < 1e-9)
        // 10,000 values: the normal approximation of ranks, half of the count ± 0.98 · sqrt(count).
        let many = MedianInterval.median((0..<10000).map(Double.init))
        #expect(abs(many.low - (5000 - 98)) < 1 && abs(many.high - (4999 + 98)) < 1)
        #expect(MedianInterval.median([7]) == Estimate(value: 7, low: 7, high: 7))
    }

    @Test func `Student's distances are those of printed tables`() {
        for (freedom, distance) in [(1, 12.7062), (2, 4.30265), (3, 3.18245), (4, 2.77645), (30, 2.04227)] {
            let found = StudentDistribution.quantile(0.95, freedom: Double(freedom))
            #expect(abs(found - distance) < 5e-5 * distance, "\(freedom) degrees of freedom")
        }
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
