/// Reads a kernel log line by line, with any prefixes, quoting and line wrapping that other programs added.
struct KernelLogReader {
    private(set) var log = KernelLog()
    /// Lines that begin like a statement and cannot be read, and the number of the first one.
    private(set) var unreadable: (count: Int, firstLine: Int)?

    /// A statement that the next line may complete.
    private var pending: PendingStatement?
    /// A quoted-printable line whose soft breaks are not at their end yet.
    private var softBroken: [UInt8] = []
    /// Columns of the current line, and of the longest one so far.
    private var columns = 0
    private var longestLine = 0
    private var cuts = CutLines()
    private var order = LogOrder()
    /// Whether any line begins as the kernel's lines do.
    private var hasKernelLine = false
    /// Lines that continue the one before only with a blank inserted, minus those that continue it only without one.
    private(set) var mailerJoins = 0

    /// Text beyond this is not examined: a statement stands at the beginning of its line.
    private static let longestExamined = 4096

    /// Lines of other programs that a log may begin with.
    private static let mostLinesBeforeKernel = 10_000

    init(boot: Int? = nil) { log = KernelLog(boot: boot) }

    /// Whether the log is in reverse order, the last line first.
    var runsBackwards: Bool { order.isReversed }

    /// The column at which lines end inside their statements; nil unless all of those end there and no line is longer.
    var brokenColumn: Int? { cuts.column.flatMap { $0 == longestLine ? $0 : nil } }

    /// Platform facts of a kernel log without a statement about memory or TDX; nil for a text that is not a kernel log.
    var logWithoutMemory: PlatformFacts? { hasKernelLine || log.hasBanner ? log.platformOfEmptyBoot : nil }

    /// Takes a line, without its newline.
    mutating func take(_ line: Span<UInt8>, number: Int) {
        columns = line.count - (line.count > 0 && line[line.count - 1] == UInt8(ascii: "\r") ? 1 : 0)
        longestLine = max(longestLine, columns)
        let text = line.extracting(0..<line.endOfText(limit: Self.longestExamined))
        if !hasKernelLine, number <= Self.mostLinesBeforeKernel { hasKernelLine = text.isKernelLine }
        if takeSoftBreak(text, number) { return }
        if !softBroken.isEmpty {
            let joined = softBroken + text.extracting(text.quotingLength...).bytes
            softBroken = []
            if examine(joined.span, number) { return }
        }
        _ = examine(text, number)
    }

    /// The boot that counts, after the last line.
    mutating func finish() throws(InputFault) -> KernelLog.Choice? {
        flushPending()
        return try log.finish()
    }

    /// Keeps a line that ends with a quoted-printable soft break, unless an encoded line end stands right before the break.
    private mutating func takeSoftBreak(_ text: Span<UInt8>, _ number: Int) -> Bool {
        guard text.count > 0, text[text.count - 1] == UInt8(ascii: "=") else { return false }
        // A ruler, or base64.
        if text.count > 1, text[text.count - 2] == UInt8(ascii: "=") { return false }
        let part = text.extracting(0..<text.count - 1)
        softBroken += softBroken.isEmpty ? part.bytes : part.extracting(part.quotingLength...).bytes
        guard part.endsEncodedLine || softBroken.count > Self.longestExamined else { return true }
        let joined = softBroken
        softBroken = []
        _ = examine(joined.span, number)
        return true
    }

    /// Reads a text that may be the rest of the line before, a statement, or neither. Returns whether it was one of the first two.
    private mutating func examine(_ text: Span<UInt8>, _ number: Int) -> Bool {
        if case .clean(let parse, let keyword) = self.parse(text) { return settle(parse, text, keyword, number) }
        var wasOfInterest = false
        for part in LogLeftovers.cleaned(text).split(separator: UInt8(ascii: "\n")) {
            let bytes = Array(part)
            guard case .clean(let parse, let keyword) = self.parse(bytes.span, isClean: true) else { continue }
            if settle(parse, bytes.span, keyword, number) { wasOfInterest = true }
        }
        return wasOfInterest
    }

    private mutating func settle(_ parse: LogParse, _ text: Span<UInt8>, _ keyword: Int, _ number: Int) -> Bool {
        if case .none = parse, takeContinuation(text) { return true }
        flushPending()
        return take(parse, text, keyword, number)
    }

    private enum Finding {
        /// The best result of the text's keywords, and where that keyword begins.
        case clean(LogParse, keyword: Int)
        /// The text must be cleaned first.
        case littered
    }

    /// Looks at each keyword of the text until one gives a statement.
    private func parse(_ text: Span<UInt8>, isClean: Bool = false) -> Finding {
        var search = KeywordScanner.Search()
        var best = (parse: LogParse.none, keyword: 0)
        while let index = LogKeyword.scanner.next(in: text, &search) {
            let keyword = LogKeyword.allCases[index]
            if keyword.isLeftover {
                if isClean { continue }
                return .littered
            }
            let parse = LogParser.parse(keyword, text, search.position, isNodeMapAnnounced: log.isNodeMapAnnounced)
            switch parse {
            case .none: continue
            case .statement, .openEnded: return .clean(parse, keyword: search.position - keyword.rawValue.utf8.count)
            case .cutShort, .unreadable: best = (parse, search.position - keyword.rawValue.utf8.count)
            }
        }
        return .clean(best.parse, keyword: best.keyword)
    }

    /// How complete a line is by itself.
    static func statement(in text: Span<UInt8>) -> TextReader.Completeness {
        var search = KeywordScanner.Search()
        while let index = LogKeyword.scanner.next(in: text, &search) {
            switch LogParser.parse(LogKeyword.allCases[index], text, search.position, isNodeMapAnnounced: false) {
            case .statement: return .whole
            case .openEnded: return .openEnded
            case .none, .cutShort, .unreadable: continue
            }
        }
        return .none
    }

    private mutating func take(_ parse: LogParse, _ text: Span<UInt8>, _ keyword: Int, _ number: Int) -> Bool {
        let time = LogOrder.timestamp(text, before: keyword)
        func waiting(_ wait: PendingStatement.Wait, _ statement: LogStatement? = nil) -> PendingStatement {
            var pending = PendingStatement(
                text: text.extracting(keyword...).bytes, line: number, statement: statement, wait: wait,
                columns: columns, time: time)
            pending.trailingBlanks = max(0, columns - text.count)
            return pending
        }
        switch parse {
        case .none: return false
        case .statement(let statement): enter(statement, number, time)
        case .openEnded(let statement): pending = waiting(.addition, statement)
        case .cutShort: pending = waiting(.rest)
        case .unreadable:
            if PendingStatement.widths.contains(columns) {
                pending = waiting(.restOfWord)
            } else {
                countUnreadable(number)
            }
        }
        return true
    }

    private mutating func enter(_ statement: LogStatement, _ number: Int, _ time: Duration?) {
        order.take(time)
        order.take(statement)
        log.take(statement, line: number, time: time)
    }

    /// Adds a text to the pending statement if it is its continuation, wrapped at a blank as mailers do, and nothing else.
    /// Lines that a terminal wrapped have been joined before.
    private mutating func takeContinuation(_ text: Span<UInt8>) -> Bool {
        guard let pending, pending.lines < PendingStatement.mostLines else { return false }
        let rest = text.extracting(text.quotingLength...)
        guard rest.count > 0, !rest.beginsWithTime, pending.wait != .restOfWord else { return false }
        let unbroken = joined(pending, rest.bytes, allowsAddition: true)
        guard let joined = joined(pending, [UInt8(ascii: " ")] + rest.bytes, allowsAddition: rest.isAffinityFlags)
        else {
            if unbroken != nil { mailerJoins -= 1 }
            return false
        }
        let hasBlank = pending.trailingBlanks > 0 || Span<UInt8>.isBlank(text[0]) && rest.count + 1 == text.count
        if !hasBlank, unbroken == nil { mailerJoins += 1 }
        return settle(joined)
    }

    /// The statement that a pending one and more text form together; nil if they form none.
    private func joined(_ pending: PendingStatement, _ more: [UInt8], allowsAddition: Bool) -> PendingStatement.Joined?
    {
        let whole = pending.adding(more)
        guard case .clean(let parse, _) = parse(whole.text.span, isClean: true) else { return nil }
        if pending.isMessage {
            switch parse {
            case .statement(let statement): return .whole(statement)
            case .cutShort: return .waiting(whole.waiting(for: .rest))
            case .none, .openEnded, .unreadable: return nil
            }
        }
        guard pending.statement == nil || allowsAddition else { return nil }
        switch parse {
        case .statement(let statement): return .whole(statement)
        case .openEnded(let statement): return .waiting(whole.with(statement))
        case .cutShort: return .waiting(whole.waiting(for: .rest))
        case .none, .unreadable: return nil
        }
    }

    private mutating func settle(_ joined: PendingStatement.Joined) -> Bool {
        switch joined {
        case .whole(let statement):
            guard let pending else { return false }
            self.pending = nil
            enter(statement, pending.line, pending.time)
        case .waiting(let waiting): pending = waiting
        }
        return true
    }

    /// Ends the wait for a continuation.
    private mutating func flushPending() {
        guard let pending else { return }
        self.pending = nil
        if let statement = pending.statement ?? TDXLogParser.withoutRest(pending.text.span) {
            enter(statement, pending.line, pending.time)
        } else if pending.wait == .restOfWord || pending.isCertain {
            if PendingStatement.widths.contains(pending.columns) { cuts.take(column: pending.columns) }
            countUnreadable(pending.line)
        }
    }

    private mutating func countUnreadable(_ line: Int) {
        unreadable = ((unreadable?.count ?? 0) + 1, unreadable?.firstLine ?? line)
    }
}

extension UInt8 {
    var isHexDigit: Bool { Character(Unicode.Scalar(self)).isHexDigit }
}

extension Span<UInt8> {
    /// Where the text ends without trailing blanks and carriage returns, at most at `limit`.
    fileprivate func endOfText(limit: Int) -> Int {
        var end = Swift.min(count, limit)
        while end > 0, Self.isBlank(self[end - 1]) { end -= 1 }
        return end
    }

    /// The length of the blanks and quoting marks at the beginning.
    fileprivate var quotingLength: Int {
        var length = 0
        skipQuoting(&length)
        return length
    }

    /// Whether it begins with the kernel's time, or names the kernel as its sender.
    fileprivate var isKernelLine: Bool {
        var position = 0
        skipQuoting(&position)
        if takeByte("<", &position), decimalDigits(&position) != .none { _ = takeByte(">", &position) }
        guard takeByte("[", &position) else { return find(" kernel: ", from: 0) != nil }
        skipBlanks(&position)
        guard decimalDigits(&position) != .none, takeByte(".", &position) else { return false }
        let fraction = position
        return decimalDigits(&position) != .none && position - fraction == 6 && takeByte("]", &position)
    }

    var bytes: [UInt8] { withUnsafeBufferPointer { Array($0) } }

    /// Whether it begins as the lines of a kernel log do, `[    0.000000]` or `<6>[    0.000000]`: such a line never continues the one before.
    fileprivate var beginsWithTime: Bool {
        var position = 0
        if takeByte("<", &position) { return true }
        guard takeByte("[", &position), position < count else { return false }
        return Self.isBlank(self[position]) || decimalDigits(&position) != .none && takeByte(".", &position)
    }

    fileprivate var endsEncodedLine: Bool {
        guard count >= 3 else { return false }
        var position = count - 3
        return take("=0A", &position) || take("=0D", &position)
    }

    fileprivate var isAffinityFlags: Bool {
        let flags = AffinityFlags(self, 0)
        return flags.end == count
    }
}
