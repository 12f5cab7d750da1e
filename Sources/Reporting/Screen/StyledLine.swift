import SafeText

/// A line for a terminal: pieces of text, each with a style.
struct StyledLine: Hashable, Sendable {
    /// The role of a piece of text, which decides its colour; colour alone carries no information.
    enum Style: Hashable, Sendable {
        case plain
        /// A table's head.
        case heading
        /// The best of a column.
        case winner
        /// Not significantly different from the best.
        case tie
        /// Limits and notes.
        case quiet

        /// The parameters of SGR (ECMA-48), nil for none.
        fileprivate var parameters: String? {
            switch self {
            case .plain: nil
            case .heading: "1"
            case .winner: "1;32"
            case .tie: "32"
            case .quiet: "2"
            }
        }
    }

    private struct Piece: Hashable, Sendable {
        var text: String
        var style: Style
    }

    private var pieces: [Piece] = []
    /// Characters in it.
    private(set) var width = 0

    init() {}

    init(_ text: String, _ style: Style = .plain) { append(text, style) }

    /// Adds text; characters that a terminal must not get are escaped.
    mutating func append(_ text: String, _ style: Style = .plain) {
        let safe = TerminalText.line(text)
        pieces.append(Piece(text: safe, style: style))
        width += safe.count
    }

    /// Adds `text` in a field of `width` characters, on its right end.
    mutating func append(_ text: String, right width: Int, _ style: Style = .plain) {
        append(String(repeating: " ", count: max(0, width - TerminalText.line(text).count)))
        append(text, style)
    }

    /// Adds `text` in a field of `width` characters, on its left end.
    mutating func append(_ text: String, left width: Int, _ style: Style = .plain) {
        let before = self.width
        append(text, style)
        append(String(repeating: " ", count: max(0, width - (self.width - before))))
    }

    /// The line without blanks at its end, with a line feed.
    func rendered(colours: Bool) -> String {
        var rest = pieces
        while let last = rest.last {
            let kept = String(last.text.reversed().drop { $0 == " " }.reversed())
            if kept.isEmpty {
                rest.removeLast()
            } else {
                rest[rest.count - 1].text = kept
                break
            }
        }
        return rest.map { piece in
            guard colours, let parameters = piece.style.parameters, !piece.text.isEmpty else { return piece.text }
            return "\u{1b}[\(parameters)m\(piece.text)\u{1b}[0m"
        }.joined() + "\n"
    }

    /// Text of at most `width` characters as a terminal gets it: longer text is cut and marked as cut.
    static func cut(_ text: String, to width: Int) -> String {
        let text = TerminalText.line(text)
        return text.count <= width ? text : String(text.prefix(max(0, width - 3))) + String("...".prefix(width))
    }
}
