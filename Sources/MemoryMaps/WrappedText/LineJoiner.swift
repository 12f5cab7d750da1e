/// Finds which lines of a text continue the line before: longer lines that a terminal of some width, `fold` or `fold -s` wrapped.
///
/// A line can be continued only where the width ended it: it is full, or ends with the blank behind which the next
/// word did not fit. The following line continues it unless it begins like lines that certainly are whole: with
/// their prefix, or, where they have none, with one of their first words; or unless it is a whole statement by itself.
struct LineJoiner {
    private let record: LineRecord
    /// Whether a line continues the one before.
    private let goesOn: [Bool]
    /// How many lines continue another one.
    let count: Int
    /// Whether the lines have a prefix, so that the rest of a wrapped line is recognised with certainty.
    let isCertain: Bool

    /// Columns below which no line was broken.
    private static let narrowest = 36
    /// Bytes of a joined text that are examined again for each line that may continue it. Without the limit a text of full
    /// lines would take quadratic time. More than three lines of the widest terminal.
    private static let mostSeen = 1024

    /// nil where no line continues another one.
    init?(_ record: LineRecord) {
        guard record.isWhole, record.width >= Self.narrowest, record.lines.count > 1 else { return nil }
        let mayGoOn = [false] + (1..<record.lines.count).map { Self.mayGoOn(record, to: $0) }
        guard mayGoOn.contains(true), !record.isQuotedPrintable else { return nil }
        let beginnings = LineBeginnings(record, of: record.lines.indices.lazy.filter { !mayGoOn[$0] })
        let goesOn = Self.continuations(record, mayGoOn, beginnings)
        count = goesOn.count { $0 }
        guard count > 0 else { return nil }
        self.record = record
        self.goesOn = goesOn
        isCertain = beginnings.arePrefixed
    }

    private static func continuations(_ record: LineRecord, _ mayGoOn: [Bool], _ beginnings: LineBeginnings) -> [Bool] {
        var goesOn = [Bool](repeating: false, count: record.lines.count)
        // The end of the line so far.
        var text: ArraySlice<UInt8> = []
        for index in record.lines.indices {
            let line = record.bytes[record.lines[index].range]
            goesOn[index] =
                mayGoOn[index] && record.withLine(index) { !$0.isBlank && !beginnings.hasOne(of: $0) }
                && makesSense(text, line, isPrefixed: beginnings.arePrefixed)
            text = goesOn[index] ? (text + line).suffix(mostSeen) : line
        }
        return goesOn
    }

    /// Whether a line may be the rest of a text: not where both are whole statements, nor, where lines have no prefix,
    /// where both together are not a statement.
    private static func makesSense(_ text: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>, isPrefixed: Bool) -> Bool {
        let said = TextReader.statement(in: Array(text).span)
        if TextReader.statement(in: Array(rest).span) != .none { return isPrefixed && said != .whole }
        return isPrefixed || said == .none || TextReader.statement(in: Array(text + rest).span) != .none
    }

    /// The column at which lines were broken, or before which their last word ends.
    var width: Int { record.width }

    /// Calls `body` with each joined line and the number of its first line.
    func forEachLine(_ body: (Span<UInt8>, Int, LineEnd) throws(LineFault) -> Void) throws(LineFault) {
        var text: [UInt8] = []
        var index = 0
        while index < record.lines.count {
            let first = record.lines[index]
            text.removeAll(keepingCapacity: true)
            text += record.bytes[first.range]
            let quoting = Self.quoting(text.span)
            while index + 1 < record.lines.count, goesOn[index + 1] {
                index += 1
                var rest = record.bytes[record.lines[index].range]
                if quoting > 0, rest.starts(with: text[..<quoting]) { rest = rest.dropFirst(quoting) }
                text += rest
            }
            try body(text.span, first.number, record.lines[index].end)
            index += 1
        }
    }

    /// Whether the width may have wrapped the line before line `index`, so that this one continues it.
    private static func mayGoOn(_ record: LineRecord, to index: Int) -> Bool {
        let columns = record.lines[index - 1].columns
        guard columns > 0 else { return false }
        let last = record.withLine(index - 1) { $0[$0.count - 1] }
        return record.withLine(index) { next in
            guard next.count > 0 else { return false }
            // A tab that would cross the width is wrapped as a whole.
            if next.extracting(0..<1).columns(from: columns) > record.width { return true }
            guard Span<UInt8>.isBlank(last) else { return false }
            var end = 0
            while end < next.count, !Span<UInt8>.isBlank(next[end]) { end += 1 }
            // The blank behind the word had to fit, too.
            return end > 0 && next.extracting(0..<min(end + 1, next.count)).columns(from: columns) > record.width
        }
    }

    /// The length of the quoting marks of mail.
    private static func quoting(_ text: Span<UInt8>) -> Int {
        var end = 0
        text.skipQuoting(&end)
        return (0..<end).contains { !Span<UInt8>.isBlank(text[$0]) } ? end : 0
    }
}
