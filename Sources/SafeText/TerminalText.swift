/// Text from outside (file names, names in files, lines of logs) on its way to a terminal or a log.
///
/// Runners of workflows take commands from what a step prints: GitHub from lines that begin with `::` after blanks, GitHub, Azure and TeamCity from `##`,
/// a word and `[`. Such text comes out as `\x3a:` and `#\x23`.
package enum TerminalText {
    /// On one line: unprintable characters, including line ends, become `\n`, `\x1b` or `\u{202e}`.
    package static func line(_ text: String) -> String { escaped(text, keepsLines: false) }

    /// On as many lines as it has; tabs stay too.
    package static func lines(_ text: String) -> String { escaped(text, keepsLines: true) }

    /// On one line, of at most `longest` characters.
    package static func quoted(_ text: String, longest: Int = 80) -> String {
        let start = text.unicodeScalars.prefix(longest + 1)
        let line = line(String(String.UnicodeScalarView(start)))
        return start.count > longest || line.count > longest ? String(line.prefix(longest)) + "…" : line
    }

    private static func escaped(_ text: String, keepsLines: Bool) -> String {
        // Nearly everything is plain ASCII.
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7f).contains($0) || keepsLines && ($0 == 0x0a || $0 == 0x09) }
        let printable = isPlain ? text : printable(text, keepsLines: keepsLines)
        return mayCommand(printable) ? commandless(printable) : printable
    }

    private static func printable(_ text: String, keepsLines: Bool) -> String {
        text.unicodeScalars.reduce(into: "") { result, character in
            if keepsLines, character == "\n" || character == "\t" {
                result.unicodeScalars.append(character)
            } else if let byte = ArgumentText.byte(character) {
                result += "\\x" + hex(UInt32(byte))
            } else if isPrintable(character) {
                result.unicodeScalars.append(character)
            } else {
                result += escape(character)
            }
        }
    }

    /// Whether two colons or two number signs stand side by side.
    private static func mayCommand(_ text: String) -> Bool {
        var last: UInt8 = 0
        return text.utf8.contains { byte in
            defer { last = byte }
            return byte == last && (byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#"))
        }
    }

    /// Text of which no line is a command of a workflow.
    private static func commandless(_ text: String) -> String {
        let characters = Array(text.unicodeScalars)
        var isAtStart = true
        var result = String.UnicodeScalarView()
        for (index, character) in characters.enumerated() {
            let rest = characters[(index + 1)...]
            if character == ":", isAtStart, rest.first == ":" {
                result += "\\x3a".unicodeScalars
            } else if character == "#", index > 0, characters[index - 1] == "#",
                rest.first(where: { !$0.properties.isAlphabetic }) == "["
            {
                result += "\\x23".unicodeScalars
            } else {
                result.append(character)
            }
            isAtStart = character == "\n" || isAtStart && character.properties.isWhitespace
        }
        return String(result)
    }

    private static func escape(_ character: Unicode.Scalar) -> String {
        switch character {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where character.value < 0x80: "\\x" + hex(character.value)
        default: "\\u{" + String(character.value, radix: 16) + "}"
        }
    }

    private static func hex(_ value: UInt32) -> String { (value < 0x10 ? "0" : "") + String(value, radix: 16) }

    /// Controls move the cursor and more; format characters turn the direction of text or hide; separators end lines.
    private static func isPrintable(_ character: Unicode.Scalar) -> Bool {
        switch character.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
