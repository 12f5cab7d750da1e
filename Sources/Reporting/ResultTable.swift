package import Measurement

/// The results of one group as a table for the terminal.
package enum ResultTable {
    /// Every group of a result, one after the other. - Parameter machine: the machine whose cases are shown, from 0.
    package static func all(of document: ResultDocument, machine: Int, style: TextTable.Style = .forStandardOutput)
        -> String
    {
        document.families.flatMap { family in
            CaseGroup.groups(of: document.cases.filter { $0.name.family == family.name && $0.machine == machine })
                .map { text($0.cases, of: family, style: style) }
        }.joined()
    }

    /// A table of a measured group, with each member's ratio to the reference.
    package static func text(
        _ rows: [CaseResult], of family: FamilySummary, style: TextTable.Style = .forStandardOutput
    ) -> String {
        guard let first = rows.first else { return "" }
        let columns = columns(for: rows, family)
        var table = TextTable([.text("algorithm")] + columns.map { .number($0.title) })
        for row in rows {
            let name = row.role == .limit ? "(\(row.name.algorithm))" : row.name.algorithm
            table.add([name] + (row.status == .notApplicable ? [] : columns.map { $0.cell(row) }))
        }
        return "\(family.name) · \(first.name.dataset) · \(first.name.mode)\n"
            + table.rendered(style) + notes(rows) + "\n"
    }

    private struct Column {
        var title: String
        var cell: (CaseResult) -> String
    }

    /// The columns with a figure in at least one row.
    private static func columns(for rows: [CaseResult], _ family: FamilySummary) -> [Column] {
        var columns: [Column] = []
        if rows.contains(where: { $0.time != nil }) {
            columns.append(
                Column(title: "time/\(family.operation)") { $0.time.map { Figure.time(nanoseconds: $0.value) } ?? "-" })
            columns.append(Column(title: "±") { $0.time.map { Figure.percent($0.relativeHalfWidth) } ?? "" })
        }
        if rows.contains(where: { $0.unitsPerOperation != 1 }) {
            columns.append(
                Column(title: "time/\(family.unit)") {
                    $0.timePerUnit.map { Figure.time(nanoseconds: $0.value) } ?? "-"
                })
        }
        if rows.contains(where: { $0.ratio != nil }) {
            columns.append(
                Column(title: "ratio") { row in
                    row.ratio.map { row.isReference ? "1" : Figure.ratio($0.estimate.value) } ?? "-"
                })
        }
        if rows.contains(where: { $0.outliers.mild + $0.outliers.severe > 0 }) {
            columns.append(Column(title: "outliers") { "\($0.outliers.mild + $0.outliers.severe)/\($0.samples.count)" })
        }
        if rows.contains(where: { $0.footprint?.bytesPerEntry != nil }) {
            columns.append(
                Column(title: "B/entry") { $0.footprint?.bytesPerEntry.map { Figure.fixed($0, decimals: 1) } ?? "-" })
        }
        return columns + counterColumns(for: rows) + metricColumns(for: rows)
    }

    /// Counters with their titles, without CPU time and context switches, which add nothing to the time.
    private static let counters = [
        ("instructions", "instr"), ("ipc", "IPC"), ("branch-misses", "mispred"), ("l1d-misses", "L1d miss"),
        ("llc-misses", "LLC miss"),
        ("dtlb-misses", "dTLB miss"), ("page-faults", "faults"),
    ]

    private static func counterColumns(for rows: [CaseResult]) -> [Column] {
        counters.compactMap { name, title in
            func value(_ row: CaseResult) -> Double? { row.counters.first { $0.counter == name }?.value }
            guard rows.contains(where: { (value($0) ?? 0) > 0 }) else { return nil }
            return Column(title: title) { value($0).map { Figure.significant($0) } ?? "-" }
        }
    }

    /// Figures that are not times; simulated and published ones are marked.
    private static func metricColumns(for rows: [CaseResult]) -> [Column] {
        var names: [Metric] = []
        for metric in rows.flatMap(\.metrics) where !names.contains(where: { $0.name == metric.name }) {
            names.append(metric)
        }
        return names.map { metric in
            let unit = metric.unit == "count" ? "" : " \(metric.unit)"
            return Column(title: metric.name + unit + marks[metric.kind, default: ("", "")].sign) { row in
                row.metrics.first { $0.name == metric.name }.map { Figure.metric($0.value) } ?? "-"
            }
        }
    }

    private static func notes(_ rows: [CaseResult]) -> String {
        let refused = rows.compactMap { row in row.reason.map { "  \(row.name.algorithm): \($0)\n" } }.joined()
        let marked = marks.filter { kind, _ in rows.contains { $0.metrics.contains { $0.kind == kind } } }.values
        return refused + marked.map { "  \($0.sign) \($0.meaning)\n" }.sorted().joined()
    }

    private static let marks: [Metric.Kind: (sign: String, meaning: String)] = [
        .simulated: ("*", "simulated, not measured"), .published: ("†", "published, measured by others elsewhere"),
    ]
}
