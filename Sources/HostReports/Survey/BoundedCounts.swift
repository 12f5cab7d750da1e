internal import JSONText

/// Counts by name, for few names: those after the first thousand are counted together.
public struct BoundedCounts: Sendable {
    /// How often each name was counted.
    public private(set) var counts: [String: Int] = [:]

    /// The sum of all counts.
    public var total: Int { counts.values.reduce(0, +) }

    /// The names, the most frequent first; numbers by their value.
    public var ordered: [(name: String, count: Int)] {
        counts.sorted { a, b in
            if let x = Int(a.key), let y = Int(b.key) { return x < y }
            return (b.value, a.key) < (a.value, b.key)
        }.map { ($0.key, $0.value) }
    }

    mutating func add(_ name: String) {
        counts[counts.count < 1000 || counts[name] != nil ? name : "others", default: 0] += 1
    }

    var json: JSONValue { .object(ordered.map { .init($0.name, JSONValue($0.count)) }) }
}
