/// What is known about a figure of a plan: no plan that is as good in all figures before it, in the objective's order, is below the bound.
///
/// All that the project says about optimality is in claims. Only `PlanSolution` makes them, from `Bounds` and `ExhaustiveSearch`.
public struct Claim: Hashable, Sendable {
    /// The figure that the claim is about.
    public let key: PlanFigures.Key
    let value: Int
    let bound: Int
    /// Whether no plan is better in this figure or in one before it.
    public let isProven: Bool

    /// The plan's figure.
    public var figure: PlanFigure { key.figure(value) }
    /// The bound, at most the figure. 0 claims nothing.
    public var lowerBound: PlanFigure { key.figure(bound) }

    /// - Parameter isProvenBefore: whether every figure before this one is proven.
    init(_ key: PlanFigures.Key, value: Int, bound: Int, isProvenBefore: Bool) {
        // A bound above the figure is wrong: an error in debug builds; in others nothing is claimed.
        assert(bound <= value, "\(key) \(value) is said to be at least \(bound)")
        self.key = key
        self.value = value
        self.bound = bound <= value ? bound : 0
        isProven = isProvenBefore && bound == value
    }
}
