/// Text inside gnuplot scripts.
public enum GnuplotText {
    /// A string of gnuplot's. Between single quotes it knows no backslash and, unlike between double quotes, runs no command between backquotes.
    public static func string(_ text: String) -> String { "'" + TerminalText.line(text).replacing("'", with: "''") + "'" }
}
