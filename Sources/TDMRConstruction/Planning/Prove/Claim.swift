/// What is known about a figure of a plan: no plan that is as good in all figures before it, in the objective's order, is below the bound.
///
/// All that the project says about optimality is in claims. Only `PlanSolution` makes them, from `Bounds` and `ExhaustiveSearch`.
public struct Claim: Hashable, Sendable {
    /// The figure that the claim is about.
    public let key: PlanFigures.Key
    let value: Int
    /// As computed. Above the value it would be wrong.
    let bound: Int
    /// Whether no plan is better in this figure or in one before it.
    public let isProven: Bool

    /// The plan's figure.
    public var figure: PlanFigure { key.figure(value) }
    /// Whether the plan itself shows that the bound is wrong. Then nothing is claimed.
    public var isRefuted: Bool { bound > value }
    /// The bound, at most the figure. 0 claims nothing.
    public var lowerBound: PlanFigure { key.figure(isRefuted ? 0 : bound) }

    /// - Parameter isProvenBefore: whether every figure before this one is proven.
    init(_ key: PlanFigures.Key, value: Int, bound: Int, isProvenBefore: Bool) {
        self.key = key
        self.value = value
        self.bound = bound
        isProven = isProvenBefore && bound == value
    }
}
