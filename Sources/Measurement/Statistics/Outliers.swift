/// Samples outside Tukey's fences on the logarithm of the time. Counted and shown, never dropped: on a real machine they are part of the answer.
package struct Outliers: Hashable, Codable, Sendable {
    /// Between 1.5 and 3 interquartile ranges away from the nearer quartile.
    package var mild: Int
    /// More than 3 interquartile ranges away.
    package var severe: Int

    package init(mild: Int = 0, severe: Int = 0) {
        self.mild = mild
        self.severe = severe
    }

    /// - Parameter logarithms: logarithms of positive times.
    package init(logarithms: [Double]) {
        self.init()
        guard logarithms.count >= 4 else { return }
        let sorted = logarithms.sorted()
        let low = Statistics.quantile(0.25, ofSorted: sorted)
        let high = Statistics.quantile(0.75, ofSorted: sorted)
        for value in sorted {
            let distance = max(low - value, value - high)
            if distance > 3 * (high - low) { severe += 1 } else if distance > 1.5 * (high - low) { mild += 1 }
        }
    }
}
