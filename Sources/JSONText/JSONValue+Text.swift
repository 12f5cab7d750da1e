import SafeText

extension JSONValue {
    /// The value on one line without blanks, with all characters unescaped where JSON allows: for files that are read again.
    package var compact: String { text(indent: nil, isCompact: true) }

    /// The value on one line.
    package var line: String { text(indent: nil) }

    /// The value over several lines, indented by two blanks, with a final line end.
    package var pretty: String { text(indent: 0) + "\n" }

    private func text(indent: Int?, isCompact: Bool = false) -> String {
        var text = ""
        write(to: &text, indent: indent, isCompact: isCompact)
        return text
    }

    /// The bytes of a file of results, an object: each member and each element of a list on a line of its own, not indented; what is `written` stays whole.
    package static func file(_ members: KeyValuePairs<String, JSONValue>) -> [UInt8] {
        Array("{\n\(lines(members.map { Member($0, $1) }))\n}\n".utf8)
    }

    private static func lines(_ members: [Member]) -> String {
        members.map { JSONValue.string($0.name).compact + ": " + $0.value.lines }.joined(separator: ",\n")
    }

    private var lines: String {
        switch self {
        case .array(let elements) where !elements.isEmpty:
            "[\n" + elements.map(\.lines).joined(separator: ",\n") + "\n]"
        case .object(let members): "{" + Self.lines(members) + "}"
        default: compact
        }
    }

    /// Appends the value.
    /// - Parameters:
    ///   - indent: the depth, nil for one line.
    ///   - isCompact: no blanks, and characters that stand for bytes of arguments (`ArgumentText`) stay what they are.
    package func write(to text: inout some TextOutputStream, indent: Int?, isCompact: Bool = false) {
        switch self {
        case .null: text.write("null")
        case .bool(let value): text.write(value ? "true" : "false")
        case .integer(let value): text.write(String(value))
        case .number(let value): text.write(Self.text(value))
        case .string(let value): Self.quote(value, isCompact, to: &text)
        case .written(let value): text.write(value)
        case .array(let elements):
            // An array of plain values stays on one line: a range, a list of samples.
            let deeper = elements.allSatisfy(\.isPlain) ? nil : indent.map { $0 + 1 }
            Self.list(elements, "[", "]", indent: deeper, isCompact, to: &text) {
                $0.write(to: &$1, indent: deeper, isCompact: isCompact)
            }
        case .object(let members):
            let deeper = indent.map { $0 + 1 }
            Self.list(members, "{", "}", indent: deeper, isCompact, to: &text) { member, text in
                Self.quote(member.name, isCompact, to: &text)
                text.write(isCompact ? ":" : ": ")
                member.value.write(to: &text, indent: deeper, isCompact: isCompact)
            }
        case .table(let table):
            guard table.count > 0 else { return text.write("[]") }
            var separator = indent == nil && !isCompact ? ", " : ","
            let deeper = indent.map { $0 + 1 }
            Self.newLine(deeper, to: &separator)
            text.write("[")
            Self.newLine(deeper, to: &text)
            table.write(to: &text, separator: separator)
            Self.newLine(indent, to: &text)
            text.write("]")
        }
    }

    private var isPlain: Bool {
        switch self {
        case .array, .object, .table: false
        default: true
        }
    }

    private static func list<Element, Text: TextOutputStream>(
        _ elements: [Element], _ open: String, _ close: String, indent: Int?, _ isCompact: Bool, to text: inout Text,
        _ write: (Element, inout Text) -> Void
    ) {
        text.write(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { text.write(indent == nil && !isCompact ? ", " : ",") }
            newLine(indent, to: &text)
            write(element, &text)
        }
        if !elements.isEmpty { newLine(indent.map { $0 - 1 }, to: &text) }
        text.write(close)
    }

    private static func newLine(_ indent: Int?, to text: inout some TextOutputStream) {
        guard let indent else { return }
        text.write("\n")
        for _ in 0..<indent { text.write("  ") }
    }

    private static func text(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func quote(_ string: String, _ isCompact: Bool, to text: inout some TextOutputStream) {
        text.write("\"")
        // Nearly every string is plain.
        var last: UInt8 = 0
        let isPlain = string.utf8.allSatisfy { byte in
            defer { last = byte }
            return byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                && (byte != UInt8(ascii: "#") || last != byte)
        }
        if isPlain {
            text.write(string)
            text.write("\"")
            return
        }
        var previous: Unicode.Scalar = " "
        for scalar in string.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            // Runners of workflows take commands such as ##[error] from anywhere in a line.
            case "#" where previous == "#": text.write("\\u0023")
            case "\"": text.write("\\\"")
            case "\\": text.write("\\\\")
            case "\n": text.write("\\n")
            case "\r": text.write("\\r")
            case "\t": text.write("\\t")
            // Controls move a terminal's cursor, marks of direction hide text, U+2028 and U+2029 end lines to some readers.
            case _ where scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value), "\u{200b}"..."\u{200f}",
                "\u{2028}"..."\u{202e}", "\u{2060}"..."\u{2069}":
                let hex = String(scalar.value, radix: 16)
                text.write("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
            // A byte of an argument that is not UTF-8, which JSON cannot express.
            case _ where !isCompact && ArgumentText.byte(scalar) != nil: text.write("\u{fffd}")
            default: text.write(String(scalar))
            }
        }
        text.write("\"")
    }
}
