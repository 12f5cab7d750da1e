/// A figure with its interval: never one without the other.
public struct Estimate: Hashable, Codable, Sendable {
    /// The most likely value.
    public var value: Double
    /// The bounds of the confidence interval (95 % unless said otherwise).
    public var low: Double
    /// The upper end of the interval.
    public var high: Double

    public init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }

    /// Half of the interval's width relative to the value; 0 for a value of 0.
    public var relativeHalfWidth: Double { value == 0 ? 0 : (high - low) / 2 / abs(value) }

    /// The estimate of a monotonic function of the value.
    public func map(_ transform: (Double) -> Double) -> Estimate {
        Estimate(value: transform(value), low: transform(low), high: transform(high))
    }
}
