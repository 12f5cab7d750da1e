import HostReports
import Reporting
import SafeText
import TDXHost

/// The summary of a survey as text.
struct SurveyText {
    private let summary: SurveySummary

    init(_ summary: SurveySummary) { self.summary = summary }

    var text: String {
        [counts, failures, near, distributions, doubtful, empty, refused].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var counts: String {
        var table = TextTable([.text("machines"), .number("number")])
        table.add(["planned", Figure.count(summary.machines)])
        if summary.doubts.total > 0 {
            table.add(["of them from maps that may lack memory", Figure.count(summary.doubts.total)])
        }
        table.add(["failing under Linux", Figure.count(summary.linuxFails)])
        table.add(["without any valid plan", Figure.count(summary.withoutPlan)])
        table.add(["inputs without memory", Figure.count(summary.withoutMemory)])
        table.add(["inputs refused", Figure.count(summary.refused)])
        if summary.skipped > 0 {
            table.add(["other files, pipes and links to folders, skipped", Figure.count(summary.skipped)])
        }
        return table.rendered()
    }

    private var failures: String {
        let paths = summary.failingPaths.map { SurveySummary.NamedInput(path: $0) }
        return Self.list("Linux fails:", summary.linuxFailures, paths, of: summary.linuxFails)
    }
    private var doubtful: String {
        Self.list("Memory may be missing:", summary.doubts, summary.doubtfulInputs, of: summary.doubts.total)
    }
    private var empty: String { Self.list("No memory:", nil, summary.emptyInputs, of: summary.withoutMemory) }
    private var refused: String {
        Self.list("Refused:", summary.refusals, summary.refusedInputs, of: summary.refused)
    }

    private static func list(
        _ title: String, _ counts: BoundedCounts?, _ inputs: [SurveySummary.NamedInput], of total: Int
    ) -> String {
        guard total > 0 else { return "" }
        let reasons = counts?.ordered.prefix(20).map { "  \($0.count) x \($0.name)\n" }.joined() ?? ""
        let names =
            inputs.map { "    \($0.line)\n" }.joined()
            + (total > inputs.count ? "    and \(total - inputs.count) more\n" : "")
        return title + "\n" + reasons + names
    }

    private var near: String {
        guard summary.machines > 0 else { return "" }
        var table = TextTable([.text("reserved areas to spare under Linux"), .number("machines")])
        for distance in 0...4 {
            table.add([distance == 0 ? "none" : "at most \(distance)", Figure.count(summary.near(distance))])
        }
        return table.rendered()
    }

    private var distributions: String {
        guard summary.gain.total > 0 || summary.pamtMiB.total > 0 else { return "" }
        var table = TextTable([
            .text("distribution"), .number("least"), .number("p10"), .number("median"), .number("p90"), .number("most"),
        ])
        for (name, counts) in [
            ("times as fast as Linux", summary.gain), ("PAMT, MiB", summary.pamtMiB),
            ("TDMR.INIT under Linux, ms", summary.linuxMilliseconds),
        ] {
            table.add([name] + [0, 0.1, 0.5, 0.9, 1].map { counts.quantile($0).map { Self.number($0) } ?? "" })
        }
        // Whole numbers.
        if summary.mostAreas.total > 0 {
            table.add(
                ["areas of the fullest TDMR, Linux"]
                    + [0, 0.1, 0.5, 0.9, 1].map { summary.mostAreas.quantile($0).map { "\(Int($0))" } ?? "" })
        }
        return table.rendered()
    }

    private static func number(_ value: Double) -> String {
        Figure.fixed(value, decimals: value < 10 ? 2 : value < 100 ? 1 : 0)
    }
}
