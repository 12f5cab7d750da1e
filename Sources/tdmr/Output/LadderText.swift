import HostReports
import Reporting
import TDXHost
import TDXModule

/// A ladder as text.
struct LadderText {
    let path: String
    let ladder: Ladder
    let showsSensitivity: Bool

    var text: String {
        var parts = [heading, table]
        let reasons = ladder.rungs.compactMap { rung in rung.obstacle.map { "\(rung.name) does not start TDX: \($0)\n" }
        }
        if !reasons.isEmpty { parts.append(reasons.joined()) }
        let withheld = ladder.rungs.filter { $0.withheld > .zero }.map {
            "\($0.name) withholds \($0.withheld.kib) KiB from the page allocator.\n"
        }
        if !withheld.isEmpty { parts.append(withheld.joined()) }
        parts.append(effort)
        if showsSensitivity { parts.append(sensitivity) }
        return parts.joined(separator: "\n")
    }

    private var heading: String {
        let profile = ladder.linux.profile.description
        return "\(path)\n\(profile)"
            + (ladder.dynamicProfile.map { "; rungs with dynamic-pamt: \($0.description)" } ?? "")
            + "\n"
            + TopologyText.sentence(
                ladder.topology, assumesProcessors: ladder.assumesProcessors, assumesPackages: ladder.assumesPackages)
            + "; times predicted by the cost model, none measured\n"
    }

    private var table: String {
        var table = TextTable([
            .text("rung"), .number("total"), .number("low"), .number("high"), .number("alloc"), .number("TDMR.INIT"),
            .number("rest"), .number("gain"),
            .number("TDMRs"), .number("areas"), .number("PAMT KiB"), .number("in guests"),
        ])
        let before = ladder.linux.time(ladder.costs)?.total
        var kind = ladder.linux.kind
        for rung in ladder.rungs {
            if rung.kind != kind { table.addRule() }
            kind = rung.kind
            guard let time = rung.time(ladder.costs), let interval = rung.interval(ladder.costs) else {
                table.add([rung.name, "no start"])
                continue
            }
            let gain = before.map { Figure.ratio($0.seconds / max(1e-12, time.total.seconds)) } ?? "starts"
            table.add([
                rung.name, "\(time.total)", "\(interval.low)", "\(interval.high)", "\(time.allocation)",
                "\(time.initialization)", "\(time.rest)", gain,
                "\(rung.tdmrs)", "\(rung.mostAreas)", "\(rung.memory?.tables.kib ?? 0)",
                "\(rung.memory?.allInGuests.kib ?? 0)",
            ])
        }
        return table.rendered()
    }

    /// The kernel work for the changes of the best order.
    private var effort: String {
        let order = ladder.rungs.filter { $0.kind == .onTop }
        var seen: Set<LadderChange> = []
        var lines: [String] = []
        for rung in order {
            for change in rung.changes where seen.insert(change).inserted {
                lines.append(
                    "  \(change.rawValue): \(change.effort)"
                        + (change.consequence.map { "; PAMT memory is \($0)" } ?? ""))
            }
        }
        return lines.isEmpty
            ? "No change gains anything here.\n"
            : "In the kernel, in this order:\n" + lines.joined(separator: "\n") + "\n"
    }

    private var sensitivity: String {
        let answer = LadderSensitivity(ladder)
        guard let first = answer.first else { return "No change starts TDX: there is no order.\n" }
        var table = TextTable([
            .text("parameter"), .text("takes"), .text("sure"), .number("rungs"), .number("swaps"),
            .text("first at low"),
            .text("first at high"), .number("linux at low"), .number("at high"),
        ])
        for row in answer.rows {
            table.add([
                row.parameter.name, row.parameter.rangeText, row.parameter.facts.confidence.rawValue, "\(row.rungs)",
                "\(row.swapped)",
                row.first.low, row.first.high,
                row.linux.map { "\($0.low)" } ?? "no start", row.linux.map { "\($0.high)" } ?? "no start",
            ])
        }
        let deciding = answer.rows.filter { $0.first.low != first || $0.first.high != first }.map(\.parameter.name)
        return "First of the single changes: \(first); "
            + (deciding.isEmpty
                ? "no parameter alone changes that.\n" : "decided by \(deciding.joined(separator: ", ")).\n")
            + table.rendered()
    }
}
