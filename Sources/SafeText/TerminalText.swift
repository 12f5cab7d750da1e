/// Text from outside (file names, names in files, lines of logs) on its way to a terminal or a log.
public enum TerminalText {
    /// On one line: what is not printable, line ends among it, becomes `\n`, `\x1b` or `\u{202e}`.
    public static func line(_ text: String) -> String { escaped(text, keepsLines: false) }

    /// On as many lines as it has; tabs stay too.
    public static func lines(_ text: String) -> String { escaped(text, keepsLines: true) }

    /// On one line, of at most `longest` characters.
    public static func quoted(_ text: String, longest: Int = 80) -> String {
        let start = text.unicodeScalars.prefix(longest + 1)
        let line = line(String(String.UnicodeScalarView(start)))
        return start.count > longest || line.count > longest ? String(line.prefix(longest)) + "…" : line
    }

    private static func escaped(_ text: String, keepsLines: Bool) -> String {
        // Nearly everything is plain ASCII.
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) || keepsLines && ($0 == 0x0a || $0 == 0x09) }) {
            return text
        }
        var result = ""
        for character in text.unicodeScalars {
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
        return result
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
