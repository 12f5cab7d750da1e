/// Cells of CSV files that hold text.
package enum CSVText {
    /// Quoted where necessary (RFC 4180), on one line. A cell that a spreadsheet would take for a formula, by its first character, gets an apostrophe
    /// in front.
    package static func cell(_ text: String) -> String {
        var line = TerminalText.line(text)
        if let first = line.unicodeScalars.first, "=+-@|%".unicodeScalars.contains(first) { line = "'" + line }
        guard line.contains(where: { $0 == "," || $0 == "\"" || $0 == "'" || $0 == ";" }) else { return line }
        return "\"" + line.replacing("\"", with: "\"\"") + "\""
    }
}
