package import JSONText
public import Measurement
import SafeText

/// The output of `bench compare`.
public struct ComparisonReport: Sendable {
    private let comparison: Comparison
    private let showsAll: Bool

    /// - Parameters:
    ///   - comparison: what is reported.
    ///   - showsAll: also figures that stayed the same.
    public init(_ comparison: Comparison, showsAll: Bool = false) {
        self.comparison = comparison
        self.showsAll = showsAll
    }

    /// A table of what changed, for people.
    public func text(style: TextTable.Style = .forStandardOutput) -> String {
        var table = TextTable([
            .text("verdict"), .text("case"), .text("metric"), .number("old"), .number("new"), .number("change"),
            .text("interval"),
        ])
        for row in comparison.rows where showsAll || row.verdict != .same {
            table.add([
                row.verdict.rawValue, row.name.description, row.metric, MetricText.value(row.old.value, row.metric),
                MetricText.value(row.new.value, row.metric),
                row.change.map { MetricText.change($0.ratio.value) } ?? "-", interval(row.change),
            ])
        }
        return (table.isEmpty ? "" : table.rendered(style) + "\n")
            + notes.map { "note: \(TerminalText.line($0))\n" }.joined() + summary + "\n"
    }

    private func interval(_ change: Change?) -> String {
        guard let ratio = change?.ratio, ratio.low != ratio.high else { return "" }
        return "\(MetricText.change(ratio.low)) to \(MetricText.change(ratio.high))"
    }

    private var notes: [String] {
        var notes = comparison.notes
        if !comparison.missing.isEmpty {
            notes.append("\(comparison.missing.count) cases of OLD are not in NEW, the first: \(comparison.missing[0])")
        }
        if !comparison.added.isEmpty {
            notes.append("\(comparison.added.count) cases of NEW are not in OLD, the first: \(comparison.added[0])")
        }
        return notes
    }

    private var summary: String {
        "\(comparison.rows.count) figures: "
            + Verdict.allCases.map { "\(comparison.count($0)) \($0.rawValue)" }.joined(separator: ", ")
    }

    /// An error per figure that got worse.
    public var annotations: String {
        comparison.rows.filter { $0.verdict == .worse }.map { row in
            let change = row.change.map { MetricText.change($0.ratio.value) } ?? "worse"
            let values =
                "\(MetricText.value(row.old.value, row.metric)) -> \(MetricText.value(row.new.value, row.metric))"
            return GitHubText.annotation("error", title: "\(row.name) \(row.metric)", "\(values) (\(change))")
        }.joined()
    }

    /// The comparison for programs.
    package var json: JSONValue {
        [
            "verdicts": .object(Verdict.allCases.map { .init($0.rawValue, JSONValue(comparison.count($0))) }),
            "figures": .array(
                comparison.rows.map { row in
                    [
                        "case": .string(row.name.description), "metric": .string(row.metric),
                        "old": .number(row.old.value), "new": .number(row.new.value),
                        "change": .optional(row.change?.ratio.value), "low": .optional(row.change?.ratio.low),
                        "high": .optional(row.change?.ratio.high),
                        "verdict": .string(row.verdict.rawValue),
                    ]
                }),
            "missing": .array(comparison.missing.map { .string($0.description) }),
            "added": .array(comparison.added.map { .string($0.description) }),
            "notes": .array(notes.map { .string($0) }),
        ]
    }
}
