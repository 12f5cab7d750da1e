package import Measurement
import SafeText

/// A history as Apache Otava reads it: a CSV file per case and machine, and the configuration that names them.
package enum OtavaExport {
    /// A figure that is left out of a case's file, as a commit lacks it and Otava stops reading there.
    package struct Gap: Hashable, Sendable {
        /// The case.
        package var name: CaseName
        /// The figure that is left out.
        package var figure: HistoryEntry.Figure
        /// The first commit without it.
        package var commit: HistoryEntry.Commit
    }

    /// The figures that `files` leaves out though some commits have them, by figure.
    package static func gaps(_ history: History) -> [HistoryEntry.Figure: [Gap]] {
        let gaps = history.series.flatMap { series in
            HistoryEntry.Figure.allCases.compactMap { figure -> Gap? in
                guard series.entries.contains(where: { $0.value(figure) != nil }),
                    let lacking = series.entries.first(where: { $0.value(figure) == nil })
                else { return nil }
                return Gap(name: series.name, figure: figure, commit: lacking.commit)
            }
        }
        return Dictionary(grouping: gaps, by: \.figure)
    }

    /// `otava.yaml` and the CSV files, whose paths in it are relative to `folder`; without the figures of `gaps`.
    package static func files(_ history: History, folder: String) -> [ExportedFile] {
        let series = history.series
        let names = FileNameText.distinct(series.map { "\($0.name.fileName)_\($0.machine)" })
        var configuration = "# Written by 'bench history export --format otava'.\ntests:\n"
        var files: [ExportedFile] = []
        for (one, name) in zip(series, names) {
            // Otava stops reading at a figure that some commit lacks.
            let figures = HistoryEntry.Figure.allCases.filter { figure in
                one.entries.allSatisfy { $0.value(figure) != nil }
            }
            guard !figures.isEmpty else { continue }
            files.append(ExportedFile(name: name + ".csv", text: table(one, figures)))
            configuration += entry(name, folder, figures)
        }
        return [ExportedFile(name: "otava.yaml", text: configuration)] + files
    }

    private static func table(_ series: History.Series, _ figures: [HistoryEntry.Figure]) -> String {
        var text = (["time", "commit"] + figures.map(column)).joined(separator: ",") + "\n"
        for entry in series.entries {
            let time = String(entry.commit.date.dropLast()) + "+00:00"
            text +=
                ([time, entry.commit.hash] + figures.map { "\(entry.value($0) ?? 0)" }).joined(separator: ",") + "\n"
        }
        return text
    }

    /// `time` alone is when the commit was made.
    private static func column(_ figure: HistoryEntry.Figure) -> String {
        figure == .time ? "nanoseconds" : figure.rawValue
    }

    /// Names and paths have no quotes: names are `FileNameText`, and the folder is escaped.
    private static func entry(_ name: String, _ folder: String, _ figures: [HistoryEntry.Figure]) -> String {
        let path = "\(folder)/\(name).csv".replacing("'", with: "''")
        let metrics = figures.map {
            "      \($0.rawValue):\n        column: \(column($0))\n        direction: -1\n        scale: 1\n"
        }
        return """
              '\(name)':
                type: csv
                file: '\(TerminalText.line(path))'
                time_column: time
                attributes: [commit]
                metrics:

            """ + metrics.joined()
    }
}
