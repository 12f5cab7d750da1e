/// A figure with its interval.
package struct Estimate: Hashable, Codable, Sendable {
    /// The most likely value.
    package var value: Double
    /// The lower end of the 95 % confidence interval.
    package var low: Double
    /// The upper end of the interval.
    package var high: Double

    package init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }

    /// Half of the interval's width relative to the value; 0 for a value of 0.
    package var relativeHalfWidth: Double { value == 0 ? 0 : (high - low) / 2 / abs(value) }

    /// The estimate of a monotonic function of the value.
    package func map(_ transform: (Double) -> Double) -> Estimate {
        Estimate(value: transform(value), low: transform(low), high: transform(high))
    }
}
