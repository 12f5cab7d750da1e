import RealModule

/// A logarithmic axis: positive values mapped to a range of picture coordinates.
struct LogAxis {
    let low: Double
    let high: Double
    let from: Double
    let to: Double

    /// An axis over `values` (positive ones count), widened to at least half a decade; `from` and `to` are picture coordinates of its ends.
    init(over values: some Sequence<Double>, from: Double, to: Double, padding: Double = 1.15) {
        var low = Double.infinity
        var high = 0.0
        for value in values where value > 0 && value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        if high == 0 { (low, high) = (1, 10) }
        if high / low < 3.2 {
            let middle = Double.exp((Double.log(low) + Double.log(high)) / 2)
            (low, high) = (middle / 1.8, middle * 1.8)
        }
        // Also near the limits of Double.
        self.low = max(low / padding, .leastNormalMagnitude)
        self.high = min(high * padding, .greatestFiniteMagnitude)
        self.from = from
        self.to = to
    }

    func position(_ value: Double) -> Double {
        from + (Double.log(value) - Double.log(low)) / (Double.log(high) - Double.log(low)) * (to - from)
    }

    func contains(_ value: Double) -> Bool { value >= low && value <= high }

    /// 1, 2 and 5 times powers of ten within the axis, thinned so that about `most` remain.
    func decimalTicks(most: Int = 9) -> [Double] {
        for steps in [[1.0, 2, 5], [1.0, 3], [1.0]] {
            let ticks = powers(of: 10).flatMap { power in steps.map { $0 * power } }.filter(contains)
            if ticks.count <= most { return ticks }
        }
        return powers(of: 100).filter(contains)
    }

    /// Powers of four within the axis, for sizes.
    func sizeTicks() -> [Double] {
        let ticks = powers(of: 4).filter(contains)
        return ticks.count <= 12 ? ticks : powers(of: 16).filter(contains)
    }

    private func powers(of base: Double) -> [Double] {
        let first = Int((Double.log(low) / Double.log(base)).rounded(.down))
        let last = Int((Double.log(high) / Double.log(base)).rounded(.up))
        return (first...last).map { Double.pow(base, Double($0)) }
    }
}
