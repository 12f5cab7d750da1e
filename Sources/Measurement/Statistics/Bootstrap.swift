internal import SeededRandom

/// Confidence intervals by resampling (Efron, 1979): no assumption about the shape of the noise.
package struct Bootstrap: Sendable {
    /// The number of resamples; 2000 gives the bounds of a 95 % interval to within a few per cent of its width.
    package var resamples: Int
    /// The probability that the interval holds the true value, 0 ... 1.
    package var confidence: Double
    /// The seed of the resampling.
    package var seed: UInt64

    package init(resamples: Int = 2000, confidence: Double = 0.95, seed: UInt64 = 1) {
        self.resamples = resamples
        self.confidence = confidence
        self.seed = seed
    }

    /// The difference of the medians of two independent samples, `values` minus `base`, with its percentile interval.
    /// - Precondition: neither is empty.
    func medianDifference(_ values: [Double], _ base: [Double]) -> Estimate {
        let point = Statistics.median(values) - Statistics.median(base)
        var random = SeededRandom(seed: seed)
        let (first, second) = (resampledMedians(values, &random), resampledMedians(base, &random))
        return interval(around: point, zip(first, second).map { $0 - $1 })
    }

    /// The median of `values` with its percentile interval. The same values and seed give the same interval.
    /// - Precondition: `values` is not empty. The values are independent of each other: blocks, not the samples inside a block.
    /// - Complexity: O(*resamples* · *n* log *n*).
    package func median(_ values: [Double]) -> Estimate {
        let point = Statistics.median(values)
        var random = SeededRandom(seed: seed)
        return interval(around: point, resampledMedians(values, &random))
    }

    private func resampledMedians(_ values: [Double], _ random: inout SeededRandom) -> [Double] {
        // Resampling ranks of the sorted sample instead of values makes a resample's median a lookup.
        let sorted = values.sorted()
        var ranks = [Int](repeating: 0, count: values.count)
        return (0..<resamples).map { _ in
            for i in ranks.indices { ranks[i] = Int(random.below(UInt64(values.count))) }
            ranks.sort()
            let middle = ranks.count / 2
            return ranks.count % 2 == 1
                ? sorted[ranks[middle]] : (sorted[ranks[middle - 1]] + sorted[ranks[middle]]) / 2
        }
    }

    private func interval(around point: Double, _ replicates: [Double]) -> Estimate {
        let sorted = replicates.sorted()
        let tail = (1 - confidence) / 2
        return Estimate(
            value: point, low: Statistics.quantile(tail, ofSorted: sorted),
            high: Statistics.quantile(1 - tail, ofSorted: sorted))
    }
}
