/// The lines of a text, kept as long as none is wider than a terminal: a text with a longer line was not wrapped.
struct LineRecord {
    struct Line {
        /// Where it stands in `bytes`, a carriage return at its end left out.
        var range: Range<Int>
        /// Columns on a terminal, tabs going to the next multiple of 8.
        var columns: Int
        /// Its number in the input.
        var number: Int
        var end: LineEnd
    }

    /// Columns of the widest terminal.
    static let widest = 256
    /// The largest text, in bytes, that is recorded.
    private static let mostBytes = 8 << 20
    private static let mostLines = 1 << 18

    private(set) var bytes: [UInt8] = []
    private(set) var lines: [Line] = []
    /// Columns of the longest line.
    private(set) var width = 0
    /// Whether all lines so far are there.
    private(set) var isWhole = true

    mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) {
        guard isWhole else { return }
        var count = line.count
        while count > 0, line[count - 1] == UInt8(ascii: "\r") { count -= 1 }
        let text = line.extracting(0..<count)
        let columns = count > Self.widest * 4 ? count : text.columns(from: 0)
        guard columns <= Self.widest, bytes.count + count <= Self.mostBytes, lines.count < Self.mostLines
        else {
            self = LineRecord()
            isWhole = false
            return
        }
        let start = bytes.count
        text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        lines.append(Line(range: start..<bytes.count, columns: columns, number: number, end: end))
        width = max(width, columns)
    }

    /// Whether the text is quoted-printable, whose lines have soft breaks of their own: every equals sign ends a line or
    /// stands before the code of a character.
    var isQuotedPrintable: Bool {
        var hasSoftBreak = false
        for line in lines {
            var position = line.range.lowerBound
            while position < line.range.upperBound,
                let sign = bytes[position..<line.range.upperBound].firstIndex(of: UInt8(ascii: "="))
            {
                position = sign + 1
                if position == line.range.upperBound {
                    hasSoftBreak = true
                } else {
                    guard position + 1 < line.range.upperBound, bytes[position].isHexDigit,
                        bytes[position + 1].isHexDigit
                    else { return false }
                }
            }
        }
        return hasSoftBreak
    }

    /// Lends the bytes of line `index`.
    func withLine<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        body(bytes.span.extracting(lines[index].range))
    }
}

extension Span<UInt8> {
    /// The column behind the text that begins at column `start`: a continuation byte of UTF-8 takes none.
    func columns(from start: Int) -> Int {
        var column = start
        for index in 0..<count {
            switch self[index] {
            case UInt8(ascii: "\t"): column = (column / 8 + 1) * 8
            case 0x80..<0xc0: break
            default: column += 1
            }
        }
        return column
    }
}
