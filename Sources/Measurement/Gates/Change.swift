/// An old and a new value of a figure.
package struct Change: Hashable, Sendable {
    /// New divided by old, with its interval; exact figures have one of no width.
    package var ratio: Estimate
    /// Whether less or more is better.
    package var better: Metric.Better

    package init(ratio: Estimate, better: Metric.Better = .lower) {
        self.ratio = ratio
        self.better = better
    }

    /// The verdict where changes up to `tolerance` (a share: 0.05 for 5 %) do not matter.
    ///
    /// A change counts only when the interval excludes "no change" and the change itself exceeds the tolerance. "Same" needs proof as well: the whole
    /// interval within the tolerance.
    package func verdict(tolerance: Double) -> Verdict {
        let upper = 1 + tolerance
        let lower = 1 / upper
        if ratio.low > 1, ratio.value > upper { return better == .higher ? .better : .worse }
        if ratio.high < 1, ratio.value < lower { return better == .higher ? .worse : .better }
        return ratio.low >= lower && ratio.high <= upper ? .same : .inconclusive
    }
}
