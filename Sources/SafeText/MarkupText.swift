/// Text inside XML and HTML, in content and in quoted attributes.
package enum MarkupText {
    /// Escaped, on one line, and without the characters that no XML document may have.
    package static func escaped(_ text: String) -> String {
        var last: Unicode.Scalar = " "
        return text.unicodeScalars.reduce(into: "") { result, character in
            defer { last = character }
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // A line of its own, or ##, could be a command to the runner of a workflow.
            case "\n", "\t": result += "&#\(character.value);"
            case "#" where last == "#": result += "&#35;"
            default:
                // Characters that a terminal would not show do not belong into a picture or a page.
                result += TerminalText.line(String(character))
            }
        }
    }
}
