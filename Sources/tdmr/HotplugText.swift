import HostReports
import MemoryMaps
import PhysicalMemory
import Reporting
import SafeText
import TDXHost

/// The results of policies for a trace, as text.
struct HotplugText {
    let map: String
    let trace: String
    let comparison: HotplugComparison

    /// Noted events shown of each policy.
    private static let shownEvents = 12

    var lines: String {
        let events = comparison.trace.entries.count
        let heading =
            "\(TerminalText.line(map)), \(TerminalText.line(trace)): \(Figure.count(events)) event\(events == 1 ? "" : "s"), memory blocks of \(comparison.machine.blockSize)\n\n"
        return heading + table + comparison.reports.map { "\n" + details($0) }.joined()
    }

    private var table: String {
        var table = TextTable([
            .text("policy"), .text("TDX"), .number("accepted"), .number("refused"), .number("partly"),
            .number("impossible"), .number("wrongly accepted"),
            .number("wrongly refused"), .number("bare errors"), .number("lookups"), .number("time per event"),
        ])
        for report in comparison.reports {
            table.add([
                report.policy, report.tdx.word, Figure.count(report.accepted), Figure.count(report.refused),
                Figure.count(report.partly),
                Figure.count(report.impossible), Figure.count(report.wronglyAccepted),
                Figure.count(report.wronglyRefused),
                Figure.count(report.bareRefusals), Figure.count(report.lookups),
                report.timePerEvent.map { Figure.time(nanoseconds: $0 / .nanoseconds(1)) } ?? "",
            ])
        }
        return table.rendered()
    }

    private func details(_ report: HotplugReport) -> String {
        var lines = ["\(report.policy): TDX \(report.tdx)"]
        for message in report.messages {
            lines.append(
                "  \(Figure.count(message.count)) x \(message.errno.name)"
                    + (message.text.map { ": \($0)" } ?? " without a message"))
        }
        if report.outsideTheMachine > 0 {
            lines.append("  \(Figure.count(report.outsideTheMachine)) outside the machine")
        }
        if report.predicatesDiffer > 0 {
            lines.append(
                "  \(Figure.count(report.predicatesDiffer)) inside the union of the entries but not inside one entry")
        }
        for result in report.noted.prefix(Self.shownEvents) {
            lines.append("  line \(result.entry.line): \(result.entry.event): \(result.sentence)")
        }
        let hidden = report.noted.count - Self.shownEvents
        if hidden > 0 {
            lines.append(
                "  ... see --format json for \(report.noted.count == HotplugReport.notedLimit ? "more" : "\(hidden) more")"
            )
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
