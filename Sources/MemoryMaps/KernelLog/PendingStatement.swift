/// A statement of a log that the next line may complete.
struct PendingStatement {
    /// From the keyword on.
    private(set) var text: [UInt8]
    /// Where it begins.
    let line: Int
    private(set) var lines = 1
    /// The statement that the text forms so far.
    private(set) var statement: LogStatement?
    private(set) var wait: Wait
    /// Columns of its first line. A terminal breaks every line at the same one.
    let columns: Int
    /// The kernel's time of the line.
    let time: Duration?
    /// Blanks at the end of the first line that `text` lacks.
    var trailingBlanks = 0

    /// The kind of continuation that is expected.
    enum Wait {
        /// More, after a blank.
        case rest
        /// The rest of a word: the text ends inside one.
        case restOfWord
        /// The statement is complete, but may be extended.
        case addition
    }

    enum Joined {
        case whole(LogStatement)
        case waiting(PendingStatement)
    }

    /// Columns at which terminals break lines.
    static let widths = 50...132
    /// The most lines that one statement may be wrapped into.
    static let mostLines = 5

    init(text: [UInt8], line: Int, statement: LogStatement?, wait: Wait, columns: Int, time: Duration?) {
        self.text = text
        self.line = line
        self.statement = statement
        self.wait = wait
        self.columns = columns
        self.time = time
    }

    /// Whether the text certainly is a statement, though incomplete: it has begun to name an address.
    var isCertain: Bool {
        text.span.find("BIOS-", from: 0) == 5 || text.span.find("0x", from: 0) != nil
            || text.span.find("[mem", from: 0) != nil
    }

    /// Whether it is a line about TDX that is not known or does not end as known ones do: more text may complete it.
    var isMessage: Bool {
        switch statement {
        case .tdx(.message), .tdx(.event(.other, _)), .tdx(.event(.failed(nil), _)): true
        default: false
        }
    }

    func adding(_ more: [UInt8]) -> PendingStatement {
        var result = self
        result.text += more
        result.lines += 1
        return result
    }

    func with(_ statement: LogStatement) -> PendingStatement {
        var result = self
        result.statement = statement
        result.wait = .addition
        return result
    }

    func waiting(for wait: Wait) -> PendingStatement {
        var result = self
        if isMessage, wait == .rest { result.statement = nil }
        result.wait = wait
        return result
    }
}
