public import Measurement

/// The results of one group as a table for the terminal.
public enum ResultTable {
    public static func text(_ rows: [CaseResult], of selected: Selection.Group, style: TextTable.Style = .forStandardOutput) -> String {
        let family = selected.family
        let perUnit = rows.contains { $0.unitsPerOperation != 1 }
        var columns: [TextTable.Column] = [.text("algorithm"), .number("time/\(family.operation)"), .number("±"), .number("ratio"), .number("B/entry")]
        if perUnit { columns.insert(.number("time/\(family.unit)"), at: 3) }
        var table = TextTable(columns)
        for row in rows {
            var cells = [row.role == .limit ? "(\(row.name.algorithm))" : row.name.algorithm]
            if let time = row.time, let unit = row.timePerUnit {
                cells += [Figure.time(nanoseconds: time.value), Figure.percent(time.relativeHalfWidth)]
                if perUnit { cells.append(Figure.time(nanoseconds: unit.value)) }
                cells.append(row.ratio.map { $0.reference == row.name.algorithm ? "1" : Figure.ratio($0.estimate.value) } ?? "-")
            } else {
                cells += ["-", ""] + (perUnit ? [""] : []) + ["-"]
            }
            cells.append(row.footprint?.bytesPerEntry.map { Figure.fixed($0, decimals: 1) } ?? "-")
            table.add(cells)
        }
        return "\(family.name) · \(selected.group.dataset.name) · \(selected.group.mode)\n" + table.rendered(style) + "\n"
    }
}
