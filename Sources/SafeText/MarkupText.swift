/// Text inside XML and HTML, in content and in quoted attributes.
public enum MarkupText {
    /// Escaped, and without the characters that no XML document may have.
    public static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(character)
            default:
                // Nothing of what a terminal would not show belongs into a picture or a page.
                result += TerminalText.line(String(character))
            }
        }
    }
}
