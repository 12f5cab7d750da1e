import RealModule

/// The times of members' steps that cannot be interrupted (building, a round of verifying), by input size, so that a member that takes too long is not tried on larger inputs.
final class MemberCosts {
    /// The most time that a member may take on one dataset before it is left out there; nil: no limit.
    var most: Duration?
    private var curves: [String: [Point]] = [:]

    private struct Point {
        var size: Int
        var cost: Duration
    }

    /// A cost below this part of the limit is too small to extrapolate from. On a dataset 16 times as large a quadratic member takes 256 times as long: less than the limit,
    /// where this says nothing.
    private static let leastShare = 1.0 / 400
    /// The cap on extrapolation; keeps the product within the range of `Duration`.
    private static let largestFactor = 1e12

    /// Records the cost of a case.
    func note(_ cost: Duration, of name: CaseName, on dataset: BenchmarkGroup.Dataset) {
        guard let size = dataset.size else { return }
        curves[key(name, dataset), default: []].append(Point(size: size, cost: cost))
    }

    /// Why the case must not be tried; nil where it may be.
    func refusal(of name: CaseName, on dataset: BenchmarkGroup.Dataset) -> MemberTooSlow? {
        guard let most, let size = dataset.size else { return nil }
        let below = curves[key(name, dataset), default: []].filter { $0.size < size }
        guard let last = below.max(by: { $0.size < $1.size }), last.cost >= most * Self.leastShare
        else { return nil }
        let factor = Double.pow(Double(size) / Double(last.size), growth(of: below, up: last))
        let expected = last.cost * min(factor, Self.largestFactor)
        guard expected > most else { return nil }
        return MemberTooSlow(size: last.size, took: last.cost, expected: expected)
    }

    /// The exponent of growth between the two largest known sizes; 1, that of reading all input, where there is only one.
    private func growth(of points: [Point], up last: Point) -> Double {
        guard let before = points.filter({ $0.size < last.size }).max(by: { $0.size < $1.size }), before.cost > .zero
        else { return 1 }
        return min(
            max(Double.log(last.cost / before.cost) / Double.log(Double(last.size) / Double(before.size)), 0), 3)
    }

    private func key(_ name: CaseName, _ dataset: BenchmarkGroup.Dataset) -> String {
        "\(name.family)/\(name.algorithm)/\(dataset.series)/\(name.mode)"
    }
}
