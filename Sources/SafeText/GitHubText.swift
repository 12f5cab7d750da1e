/// Text inside GitHub's workflow commands and step summaries.
package enum GitHubText {
    /// One workflow command on a line of its own: no text can end it and begin another one.
    /// - Parameter level: `error`, `warning` or `notice`.
    package static func annotation(_ level: String, title: String, _ message: String) -> String {
        "::\(level) title=\(property(title))::\(data(message))\n"
    }

    /// A cell of a Markdown table, set as code.
    package static func codeCell(_ text: String) -> String { "<code>" + cell(text) + "</code>" }

    /// A cell of a Markdown table or a line of Markdown, escaped so that it contains no Markdown or HTML.
    package static func cell(_ text: String) -> String {
        TerminalText.line(text).unicodeScalars.reduce(into: "") { result, character in
            switch character {
            case "&", "<", ">", "\"", "|", "`", "*", "_", "[", "]", "\\", "~", "@", "#":
                result += "&#\(character.value);"
            default: result.unicodeScalars.append(character)
            }
        }
    }

    private static func data(_ text: String) -> String {
        // GitHub decodes these three and nothing else.
        TerminalText.line(text).replacing("%", with: "%25")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
