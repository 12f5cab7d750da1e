import RealModule

/// What members cost that cannot be cut short (building, a turn of verifying), by the size of their input: so that one that takes too long is not even tried on what is larger.
final class MemberCosts {
    /// Seconds that a member may cost on one dataset before it is left out there.
    var mostSeconds = Double.infinity
    private var curves: [String: [Point]] = [:]

    private struct Point {
        var size: Int
        var seconds: Double
    }

    /// A cost below this part of the most says nothing of its growth.
    private static let leastShare = 1.0 / 20

    /// Notes what a case has cost.
    func note(_ seconds: Double, of name: CaseName, on dataset: BenchmarkGroup.Dataset) {
        guard let size = dataset.size else { return }
        curves[key(name, dataset), default: []].append(Point(size: size, seconds: seconds))
    }

    /// Why the case must not be tried; nil where it may be.
    func refusal(of name: CaseName, on dataset: BenchmarkGroup.Dataset) -> MemberTooSlow? {
        guard let size = dataset.size else { return nil }
        let below = curves[key(name, dataset), default: []].filter { $0.size < size }
        guard let last = below.max(by: { $0.size < $1.size }), last.seconds >= mostSeconds * Self.leastShare
        else { return nil }
        let expected = last.seconds * Double.pow(Double(size) / Double(last.size), growth(of: below, up: last))
        guard expected > mostSeconds else { return nil }
        return MemberTooSlow(size: last.size, seconds: last.seconds, expectedSeconds: expected)
    }

    /// The exponent between the two largest sizes known; 1, which is reading everything, where there is only one.
    private func growth(of points: [Point], up last: Point) -> Double {
        guard let before = points.filter({ $0.size < last.size }).max(by: { $0.size < $1.size }), before.seconds > 0
        else { return 1 }
        return min(
            max(Double.log(last.seconds / before.seconds) / Double.log(Double(last.size) / Double(before.size)), 0), 3)
    }

    private func key(_ name: CaseName, _ dataset: BenchmarkGroup.Dataset) -> String {
        "\(name.family)/\(name.algorithm)/\(dataset.series)/\(name.mode)"
    }
}
