import HostReports
import Reporting

extension LadderFleet {
    var text: String {
        var table = TextTable([
            .text("rung"), .number("starts"), .number("did not"), .number("worst gain"), .number("median"),
            .number("best"),
        ])
        var kind = rows.first?.kind
        for row in rows {
            if row.kind != kind { table.addRule() }
            kind = row.kind
            table.add([
                row.name, "\(row.starts)", row.startsWhereLinuxFails > 0 ? "\(row.startsWhereLinuxFails)" : "",
                row.gain.map { Figure.ratio($0.worst) } ?? "",
                row.gain.map { Figure.ratio($0.median) } ?? "", row.gain.map { Figure.ratio($0.best) } ?? "",
            ])
        }
        return
            "\(machines) machines; Linux starts TDX on \(linuxStarts). Gain: how many times as fast as Linux, where both start.\n"
            + notes + table.rendered()
    }
}

extension LadderFleet {
    /// The numbers of LPs assumed, and how near the kernel-sized construction comes to the best plan.
    var notes: String {
        var text =
            assumed > 0
            ? "\(assumed) of them name no LPs and count as 2 LPs a package, the others as many as they name.\n" : ""
        if let total = nearness.total, let initialization = nearness.initialization {
            text +=
                "kernel-sized beside the best plan, on \(total.compared) machines: whole start-up within 5 % on \(total.near), at worst \(excess(total)); TDMR.INIT within 5 % on \(initialization.near), at worst \(excess(initialization)).\n"
        }
        return text
    }

    private func excess(_ value: Nearness) -> String {
        "\(Figure.fixed((value.worst - 1) * 100, decimals: 2)) % longer (\(value.worstName))"
    }
}
