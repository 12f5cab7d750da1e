import RealModule

/// 95 % confidence intervals of medians, without resampling: the same values always give the same interval.
///
/// From `leastRanked` values on the bounds are order statistics, interpolated between two neighbours (Hettmansperger and Sheather, 1986): the number of values below the
/// true median has the binomial distribution for any shape of the noise. Of fewer values even the smallest and the largest do not enclose the median 19 times of 20, so there the
/// interval is Student's for the mean, widened to hold the median; it assumes that the noise is about normal and symmetric.
enum MedianInterval {
    /// The probability with which an interval holds the true value.
    static let confidence = 0.95
    /// The fewest values whose smallest and largest enclose the median with `confidence`: 1 - 2^(1 - n) is 0.938 for 5 and 0.969 for 6.
    static let leastRanked = 6

    /// The median of independent values (blocks, not the samples inside a block) with its interval; a single value has none: both bounds are the value.
    /// - Precondition: `values` is not empty.
    /// - Complexity: O(*n* log *n*).
    static func median(_ values: [Double]) -> Estimate {
        let sorted = values.sorted()
        let median = Statistics.quantile(0.5, ofSorted: sorted)
        if sorted.count == 1 { return Estimate(value: median, low: median, high: median) }
        let (low, high) = sorted.count < leastRanked ? ofStudent(sorted) : ranked(sorted)
        return Estimate(value: median, low: min(low, median), high: max(high, median))
    }

    /// The difference of the medians of two independent series, `values` minus `base`: the distances of the bounds from the medians add like standard deviations
    /// (Zou and Donner, 2008).
    /// - Precondition: neither is empty.
    static func difference(_ values: [Double], _ base: [Double]) -> Estimate {
        let (one, other) = (median(values), median(base))
        let value = one.value - other.value
        return Estimate(
            value: value, low: value - Double.hypot(one.value - one.low, other.high - other.value),
            high: value + Double.hypot(one.high - one.value, other.value - other.low))
    }

    private static func ofStudent(_ values: [Double]) -> (Double, Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let reach =
            StudentDistribution.quantile(confidence, freedom: count - 1) * (variance / count).squareRoot()
        return (mean - reach, mean + reach)
    }

    private static func ranked(_ sorted: [Double]) -> (Double, Double) {
        let count = sorted.count
        // The tail is P(B < depth) for B of `count` fair coins. Beyond 1,000 coins 2^-count is below the least Double: logarithms are not.
        let halves = Double(count) * Double.log(0.5)
        func chance(_ heads: Int) -> Double {
            Double.exp(
                halves + Double.logGamma(Double(count + 1)) - Double.logGamma(Double(heads + 1))
                    - Double.logGamma(Double(count - heads + 1)))
        }
        var (depth, outside, inner) = (1, chance(0), chance(0) + chance(1))
        while 1 - 2 * inner >= confidence {
            depth += 1
            (outside, inner) = (inner, inner + chance(depth))
        }
        let (wide, narrow) = (1 - 2 * outside, 1 - 2 * inner)
        let part = (wide - confidence) / (wide - narrow)
        let (n, k) = (Double(count), Double(depth))
        let weight = (n - k) * part / (k + (n - 2 * k) * part)
        return (
            (1 - weight) * sorted[depth - 1] + weight * sorted[depth],
            (1 - weight) * sorted[count - depth] + weight * sorted[count - depth - 1]
        )
    }
}
