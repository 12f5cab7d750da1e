import HostReports
import Reporting
import TDMRConstruction
import TDXHost

extension PlanComparison {
    /// All strategies as a table.
    var text: String {
        var table = TextTable([
            .text("strategy"), .text("status"), .text("module"), .number("TDMRs"), .number("areas"), .number("most"),
            .number("PAMT KiB"),
            .number("withheld"), .number("serial"), .number("parallel"),
        ])
        for row in rows {
            if let error = row.error {
                table.add([row.strategy.name, error.status, "", "", "", "", "", "", "", ""])
                continue
            }
            let module =
                row.verdict.map { $0.isAccepted ? "accepts" : $0.status.name }
                ?? (row.isRefused ? "refuses" : "not asked")
            table.add([
                row.strategy.name, "OK", module, "\(row.tdmrs)", "\(row.areas)", "\(row.mostAreas)", "\(row.pamt.kib)",
                row.withheld > .zero ? "\(row.withheld)" : "", row.prediction.map { "\($0.serial)" } ?? "",
                row.prediction.map { "\($0.parallel)" } ?? "",
            ])
        }
        return table.rendered()
    }
}
