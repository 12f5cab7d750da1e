import SafeText

/// A table for people: columns as wide as their widest cell, numbers to the right.
public struct TextTable: Sendable {
    /// The alignment of a cell.
    package enum Alignment: Sendable {
        /// Padded on the right: text.
        case left
        /// Padded on the left: numbers.
        case right
    }

    /// A column's head.
    package struct Column: Sendable {
        /// The title above it.
        package var title: String
        /// The alignment of its cells.
        package var alignment: Alignment

        /// A column of words.
        package static func text(_ title: String) -> Column { Column(title: title, alignment: .left) }
        /// A column of numbers, written by the caller with equally many decimals.
        package static func number(_ title: String) -> Column { Column(title: title, alignment: .right) }
    }

    /// How tables are drawn.
    public enum Style: Sendable {
        /// Box-drawing lines, for terminals.
        case unicode
        /// ASCII lines, for pipes and files.
        case ascii

        /// Unicode where standard output is a terminal that shows UTF-8, else ASCII.
        public static var forStandardOutput: Style { Terminal.standardOutput.showsUnicode ? .unicode : .ascii }
    }

    private enum Row: Sendable {
        case cells([String])
        case rule
    }

    private let columns: [Column]
    private var rows: [Row] = []

    /// A table without rows.
    package init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; missing cells stay empty, and characters that a terminal must not get are escaped.
    /// - Precondition: not more cells than columns.
    package mutating func add(_ cells: [String]) {
        precondition(cells.count <= columns.count, "more cells than columns")
        rows.append(.cells(cells.map(TerminalText.line) + Array(repeating: "", count: columns.count - cells.count)))
    }

    /// Adds a line between rows; none before the first row and never two in succession.
    package mutating func addRule() {
        if case .cells = rows.last { rows.append(.rule) }
    }

    /// Whether it has no row.
    package var isEmpty: Bool { rows.isEmpty }

    /// The table as lines, each ended by a newline, without trailing blanks.
    package func rendered(_ style: Style = .forStandardOutput) -> String {
        var widths = columns.map(\.title.count)
        for case .cells(let cells) in rows {
            for (i, cell) in cells.enumerated() { widths[i] = max(widths[i], cell.count) }
        }
        let rule =
            widths.map { String(repeating: style == .unicode ? "─" : "-", count: $0) }.joined(separator: "  ") + "\n"
        var text = line(columns.map(\.title), widths) + rule
        for (i, row) in rows.enumerated() {
            switch row {
            case .cells(let cells): text += line(cells, widths)
            case .rule where i + 1 < rows.count: text += rule
            case .rule: break
            }
        }
        return text
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (i, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: widths[i] - cell.count)
            if i > 0 { text += "  " }
            text += columns[i].alignment == .right ? padding + cell : cell + padding
        }
        return String(text.reversed().drop { $0 == " " }.reversed()) + "\n"
    }
}
