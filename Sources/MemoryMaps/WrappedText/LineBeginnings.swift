/// How whole lines begin.
struct LineBeginnings {
    private var prefix: LinePrefix?
    private var words: Set<[UInt8]> = []

    /// Bytes by which lines without a prefix are distinguished, all digits being alike.
    private static let length = 4

    /// Whether the lines have one prefix.
    var arePrefixed: Bool { prefix != nil }

    init(_ record: LineRecord, of lines: some Sequence<Int>) {
        var prefixes: [LinePrefix?: Int] = [:]
        var total = 0
        for index in lines {
            record.withLine(index) { line in
                guard !line.isBlank else { return }
                total += 1
                prefixes[LinePrefix(line), default: 0] += 1
                words.insert(Self.word(line))
            }
        }
        // An excerpt has a few lines of another kind in front or behind.
        prefix = prefixes.first { $0.key != nil && $0.value * 4 >= total * 3 }?.key
    }

    func hasOne(of line: Span<UInt8>) -> Bool {
        LinePrefix(line) != nil || prefix == nil && words.contains(Self.word(line))
    }

    private static func word(_ line: Span<UInt8>) -> [UInt8] {
        line.extracting(0..<min(line.count, length)).bytes.map { byte in
            Span<UInt8>.isDigit(byte) ? UInt8(ascii: "0") : byte
        }
    }
}
