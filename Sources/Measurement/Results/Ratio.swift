/// A time divided by another contender's from the same blocks.
package struct Ratio: Hashable, Codable, Sendable {
    /// The algorithm in the denominator.
    package var reference: String
    /// The ratio with its interval.
    package var estimate: Estimate

    /// The ratio to algorithm `reference`.
    package init(to reference: String, _ estimate: Estimate) {
        self.reference = reference
        self.estimate = estimate
    }
}
