/// A time divided by another contender's from the same blocks.
public struct Ratio: Hashable, Codable, Sendable {
    /// The algorithm in the denominator.
    public var reference: String
    /// The ratio with its interval.
    public var estimate: Estimate

    /// The ratio to algorithm `reference`.
    public init(to reference: String, _ estimate: Estimate) {
        self.reference = reference
        self.estimate = estimate
    }
}
