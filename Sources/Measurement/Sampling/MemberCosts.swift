import RealModule

/// What members cost that cannot be cut short (building, a turn of verifying), by the size of their input: so that one that takes too long is not even tried on what is larger.
final class MemberCosts {
    /// What a member may cost on one dataset before it is left out there; nil: anything.
    var most: Duration?
    private var curves: [String: [Point]] = [:]

    private struct Point {
        var size: Int
        var cost: Duration
    }

    /// A cost below this part of the most says nothing of its growth.
    private static let leastShare = 1.0 / 20
    /// No input is so much dearer than another; a duration times this is one still.
    private static let largestFactor = 1e12

    /// Notes what a case has cost.
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

    /// The exponent between the two largest sizes known; 1, which is reading everything, where there is only one.
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
