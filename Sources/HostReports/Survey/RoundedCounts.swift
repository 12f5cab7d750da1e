internal import JSONText

/// A distribution of positive numbers, each rounded to two digits.
public struct RoundedCounts: Sendable {
    private var counts: [Double: Int] = [:]

    /// The sum of all counts.
    public var total: Int { counts.values.reduce(0, +) }

    mutating func add(_ value: Double) {
        guard value.isFinite, value >= 0 else { return }
        counts[Self.rounded(value), default: 0] += 1
    }

    private static func rounded(_ value: Double) -> Double {
        guard value > 0 else { return 0 }
        var (unit, parts) = (1.0, 1.0)
        while value * parts < 10, parts < 1e6 { parts *= 10 }
        while value >= unit * 100 { unit *= 10 }
        return (value * parts / unit).rounded() * unit / parts
    }

    /// The value that `share` of the numbers do not exceed; nil without numbers.
    public func quantile(_ share: Double) -> Double? {
        let wanted = max(1, Int((Double(total) * share).rounded(.up)))
        var seen = 0
        for (value, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += count
            if seen >= wanted { return value }
        }
        return nil
    }

    /// How many numbers lie from each border up to the next.
    public func histogram(_ borders: [Double]) -> [Int] {
        var result = [Int](repeating: 0, count: borders.count)
        for (value, count) in counts {
            if let place = borders.lastIndex(where: { $0 <= value }) { result[place] += count }
        }
        return result
    }

    var json: JSONValue {
        .object(
            [("p0", 0), ("p10", 0.1), ("p50", 0.5), ("p90", 0.9), ("p100", 1)].map {
                .init($0.0, .optional(quantile($0.1)))
            })
    }
}
