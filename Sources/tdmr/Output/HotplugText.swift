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
        return heading + table + comparison.tallies.map { "\n" + details($0) }.joined()
    }

    private var table: String {
        var table = TextTable([
            .text("policy"), .text("TDX"), .number("accepted"), .number("refused"), .number("partly"),
            .number("impossible"), .number("wrongly accepted"),
            .number("wrongly refused"), .number("bare errors"), .number("lookups"), .number("time per event"),
        ])
        for tally in comparison.tallies {
            table.add([
                tally.policy, tally.tdx.word, Figure.count(tally.accepted), Figure.count(tally.refused),
                Figure.count(tally.partly),
                Figure.count(tally.impossible), Figure.count(tally.wronglyAccepted),
                Figure.count(tally.wronglyRefused),
                Figure.count(tally.bareRefusals), Figure.count(tally.lookups),
                tally.timePerEvent.map { Figure.time(nanoseconds: $0 / .nanoseconds(1)) } ?? "",
            ])
        }
        return table.rendered()
    }

    private func details(_ tally: HotplugTally) -> String {
        var lines = ["\(tally.policy): TDX \(tally.tdx)"]
        for message in tally.messages {
            lines.append(
                "  \(Figure.count(message.count)) x \(message.errno.name)"
                    + (message.text.map { ": \($0)" } ?? " without a message"))
        }
        if tally.outsideTheMachine > 0 {
            lines.append("  \(Figure.count(tally.outsideTheMachine)) outside the machine")
        }
        if tally.predicatesDiffer > 0 {
            lines.append(
                "  \(Figure.count(tally.predicatesDiffer)) inside the union of the entries but not inside one entry")
        }
        for result in tally.noted.prefix(Self.shownEvents) {
            lines.append("  line \(result.entry.line): \(result.entry.event): \(result.sentence)")
        }
        let hidden = tally.noted.count - Self.shownEvents
        if hidden > 0 {
            lines.append(
                "  ... see --format json for \(tally.noted.count == HotplugTally.notedLimit ? "more" : "\(hidden) more")"
            )
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
