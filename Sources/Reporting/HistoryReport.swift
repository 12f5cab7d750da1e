package import JSONText
package import Measurement

/// The output of `bench history check`.
package struct HistoryReport: Sendable {
    private let history: History
    private let changes: [HistoryChange]

    /// A report of the changes in `history`.
    package init(_ history: History, changes: [HistoryChange]) {
        self.history = history
        self.changes = changes
    }

    /// Those that got worse and were not made good since.
    package var regressions: [HistoryChange] { changes.filter(\.isRegression) }

    /// A table of the changes, newest first, for people.
    package func text(style: TextTable.Style = .forStandardOutput) -> String {
        var table = TextTable([
            .text("verdict"), .text("case"), .text("figure"), .number("before"), .number("after"), .number("change"),
            .text("since"), .text("committed"), .text("before that"),
        ])
        let newest = changes.sorted {
            ($1.commit.date, $1.commit.number, $0.name.description) < (
                $0.commit.date, $0.commit.number, $1.name.description
            )
        }
        for change in newest {
            table.add([
                change.isRegression ? "worse" : change.isWorse ? "was worse" : "better", change.name.description,
                change.figure.rawValue, MetricText.value(change.before, change.figure.rawValue),
                MetricText.value(change.after, change.figure.rawValue),
                MetricText.change(change.after / change.before), Self.short(change.commit), change.commit.date,
                Self.short(change.previous),
            ])
        }
        let commits = Set(history.entries.map(\.commit.hash)).count
        return (table.isEmpty ? "" : table.rendered(style) + "\n")
            + "\(history.series.count) cases over \(commits) commits: \(changes.count) changes, \(regressions.count) regressions\n"
    }

    private static func short(_ commit: HistoryEntry.Commit) -> String { String(commit.hash.prefix(12)) }

    /// The changes for programs.
    package var json: JSONValue {
        .array(
            changes.map { change in
                [
                    "case": .string(change.name.description), "machine": .string(change.machine),
                    "figure": .string(change.figure.rawValue), "before": .number(change.before),
                    "after": .number(change.after), "commit": .string(change.commit.hash),
                    "date": .string(change.commit.date), "previous": .string(change.previous.hash),
                    "regression": .bool(change.isRegression),
                ]
            })
    }
}
