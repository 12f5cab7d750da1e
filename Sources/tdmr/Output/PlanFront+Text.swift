import HostReports
import Reporting

extension PlanFront {
    /// The front as a table, the quickest plan first.
    var text: String {
        guard !points.isEmpty else { return "There is no plan that the module accepts.\n" }
        var table = TextTable([.number("enabling"), .number("PAMT KiB"), .number("TDMRs"), .text("objective")])
        for point in points {
            table.add(["\(point.enabling)", "\(point.pamt.kib)", "\(point.tdmrs)", point.objective.rawValue])
        }
        return table.rendered()
    }
}
