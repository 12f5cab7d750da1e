/// A statement of a log that the next line may complete.
struct PendingStatement {
    /// From the keyword on.
    private(set) var text: [UInt8]
    /// Where it begins.
    let line: Int
    private(set) var lines = 1
    /// What it says as it stands.
    private(set) var statement: LogStatement?
    private(set) var wait: Wait
    /// Columns of its first line. A terminal breaks every line at the same one.
    var columns: Int
    /// The kernel's time of the line, in microseconds.
    let time: UInt64?
    /// Blanks at the end of the first line that `text` lacks.
    var trailingBlanks = 0

    /// What may follow.
    enum Wait {
        /// More, after a blank or inside a word.
        case rest
        /// Only what makes sense of the word that the line ends with.
        case restOfWord
        /// It is whole, but more may be said.
        case addition
    }

    enum Joined {
        case whole(LogStatement)
        case waiting(PendingStatement)
    }

    /// Columns at which terminals break lines.
    static let widths = 50...132
    /// Lines that may be made of one.
    static let mostLines = 5

    init(text: [UInt8], line: Int, statement: LogStatement?, wait: Wait, columns: Int, time: UInt64?) {
        self.text = text
        self.line = line
        self.statement = statement
        self.wait = wait
        self.columns = columns
        self.time = time
    }

    /// Whether the text is a statement beyond doubt, though not a whole one: it has begun to name an address.
    var isCertain: Bool {
        text.span.find("BIOS-", from: 0) == 5 || text.span.find("0x", from: 0) != nil
            || text.span.find("[mem", from: 0) != nil
    }

    /// Whether what a terminal put on the next line, if `more` is that, goes on inside a word rather than after a blank: digits on both sides, or words that
    /// only together make sense.
    func mayBeBroken(before more: UInt8) -> Bool {
        text.span.find("tdx: ", from: 0) == 5 || text.span.find("SEAMCALL", from: 0) == 8
            || (text.last?.isHexDigit ?? false) && more.isHexDigit
    }

    /// The text as it stood in a line of `columns`, with `more` right after it.
    func unbroken(_ more: [UInt8]) -> [UInt8] {
        Array(repeating: UInt8(ascii: " "), count: lines == 1 ? trailingBlanks : 0) + more
    }

    /// Whether it is a line about TDX that says nothing known, or does not end as those do: more text may make it one that does.
    var isMessage: Bool {
        switch statement {
        case .tdx(.message), .tdx(.event(.other, _)), .tdx(.event(.failed(errno: nil), _)): true
        default: false
        }
    }

    /// Whether a line of so many columns can be what a terminal put on the next line.
    func mayGoOn(inColumns columns: Int) -> Bool { Self.widths.contains(self.columns) && columns <= self.columns }

    func adding(_ more: [UInt8], wait: Wait) -> PendingStatement {
        var result = self
        result.text += more
        result.lines += 1
        result.wait = wait
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

/// A line that says nothing by itself, and the full ones after it.
struct BrokenLine {
    private(set) var text: [UInt8] = []
    private(set) var line = 0
    private(set) var lines = 0
    private(set) var columns = 0

    var isEmpty: Bool { text.isEmpty }

    mutating func keep(_ text: Span<UInt8>, line: Int, columns: Int) {
        self.text.removeAll(keepingCapacity: true)
        self.line = line
        self.columns = columns
        lines = 0
        add(text)
    }

    /// Adds a full line; the blanks at its end, which `text` lacks, stood inside of the line that was broken.
    mutating func add(_ text: Span<UInt8>) {
        text.withUnsafeBufferPointer { self.text.append(contentsOf: $0) }
        if text.count < columns {
            self.text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: columns - text.count))
        }
        lines += 1
    }

    mutating func forget() { text.removeAll(keepingCapacity: true) }
}

/// The column at which lines end inside of what they state.
struct CutLines {
    private var first: (column: Int, count: Int)?
    private var isMixed = false

    /// The one column of two lines or more.
    var column: Int? {
        guard let first, first.count >= 2, !isMixed else { return nil }
        return first.column
    }

    mutating func take(column: Int) {
        guard let known = first else {
            first = (column, 1)
            return
        }
        first?.count += 1
        if known.column != column { isMixed = true }
    }
}
