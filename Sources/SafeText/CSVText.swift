/// Cells of CSV files that hold text.
public enum CSVText {
    /// Quoted where it must be (RFC 4180), on one line, and no formula in a spreadsheet, which takes a cell for one by its first character: an apostrophe
    /// goes before that.
    public static func cell(_ text: String) -> String {
        var line = TerminalText.line(text)
        if let first = line.unicodeScalars.first, "=+-@|%".unicodeScalars.contains(first) { line = "'" + line }
        guard line.contains(where: { $0 == "," || $0 == "\"" || $0 == "'" || $0 == ";" }) else { return line }
        return "\"" + line.replacing("\"", with: "\"\"") + "\""
    }
}
