import RealModule

/// Student's t distribution.
enum StudentDistribution {
    /// The probability of a value at least as far from 0 as `t`, with `freedom` > 0 degrees of freedom: the regularised incomplete beta function
    /// (DLMF 8.17, its continued fraction 8.17.22).
    static func twoSidedChance(_ t: Double, freedom: Double) -> Double {
        guard t.isFinite else { return 0 }
        return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
    }

    /// The distance from 0 within which a value lies with probability `confidence`, 0 < `confidence` < 1, found by halving.
    static func quantile(_ confidence: Double, freedom: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        while twoSidedChance(high, freedom: freedom) > 1 - confidence { (low, high) = (high, 2 * high) }
        // Halved until no number lies between.
        while case let middle = (low + high) / 2, low < middle, middle < high {
            if twoSidedChance(middle, freedom: freedom) > 1 - confidence { low = middle } else { high = middle }
        }
        return high
    }

    private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        let logarithm =
            Double.logGamma(a + b) - Double.logGamma(a) - Double.logGamma(b) + a * Double.log(x)
            + b * Double.log(onePlus: -x)
        let front = Double.exp(logarithm)
        // The fraction converges fast below the mean.
        return x < (a + 1) / (a + b + 2)
            ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
    }

    /// By Lentz's method.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func nonZero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / nonZero(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...300 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonZero(1 + even * d)
            c = nonZero(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonZero(1 + odd * d)
            c = nonZero(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-14 { break }
        }
        return result
    }
}
