/// Text inside gnuplot scripts.
package enum GnuplotText {
    /// A gnuplot string in double quotes, in which every character with a meaning to gnuplot is written in octal: gnuplot would run commands between backquotes, and
    /// reads two quotes at the start of a single-quoted string as its end.
    package static func string(_ text: String) -> String {
        let characters = TerminalText.line(text).map { character -> String in
            guard let byte = character.asciiValue, !isPlain(byte) else { return String(character) }
            let octal = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
        }
        return "\"" + characters.joined() + "\""
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: " -_./:,()+%".utf8.contains(byte)
        }
    }
}
