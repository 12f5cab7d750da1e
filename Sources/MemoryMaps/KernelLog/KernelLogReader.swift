/// Reads a kernel log a line at a time, whatever prefixes, quoting and line wrapping it went through.
struct KernelLogReader {
    private(set) var log = KernelLog()
    /// Lines that begin like a line of interest and cannot be read; the first one's number.
    private(set) var unreadable: (count: Int, firstLine: Int)?

    /// A statement that the next line may complete.
    private var pending: Pending?
    /// A quoted-printable line whose soft breaks are not at their end yet.
    private var softBroken: [UInt8] = []

    /// Text beyond this is not looked at: a statement stands at the beginning of its line.
    private static let longestExamined = 4096
    /// Lines that a mailer may make of one.
    private static let mostWraps = 4

    private struct Pending {
        /// From the keyword on.
        var text: [UInt8]
        var line: Int
        var lines = 1
        /// What it says as it stands.
        var statement: LogStatement?

        /// Whether the text is a statement beyond doubt, though not a whole one: it has begun to name an address.
        var isCertain: Bool { text.span.find("BIOS-", from: 0) == 5 || text.span.find("0x", from: 0) != nil || text.span.find("[mem", from: 0) != nil }
    }

    /// Takes a line, without its newline.
    mutating func take(_ line: Span<UInt8>, number: Int) {
        let text = line.extracting(0 ..< line.endOfText(limit: Self.longestExamined))
        if takeSoftBreak(text, number) { return }
        if !softBroken.isEmpty {
            let joined = softBroken + text.extracting(text.quotingLength...).bytes
            softBroken = []
            if examine(joined.span, number) { return }
        }
        _ = examine(text, number)
    }

    /// The boot that counts, after the last line.
    mutating func finish() -> KernelLog.Choice? {
        flushPending()
        return log.finish()
    }

    /// Keeps a line that ends with a quoted-printable soft break, unless an encoded line end stands in front of it.
    private mutating func takeSoftBreak(_ text: Span<UInt8>, _ number: Int) -> Bool {
        guard text.count > 0, text[text.count - 1] == UInt8(ascii: "=") else { return false }
        // A ruler, or base64.
        if text.count > 1, text[text.count - 2] == UInt8(ascii: "=") { return false }
        let part = text.extracting(0 ..< text.count - 1)
        softBroken += softBroken.isEmpty ? part.bytes : part.extracting(part.quotingLength...).bytes
        guard part.endsEncodedLine || softBroken.count > Self.longestExamined else { return true }
        let joined = softBroken
        softBroken = []
        _ = examine(joined.span, number)
        return true
    }

    /// Reads a text that may be the rest of the line before, a statement or nothing. Says whether it was one of the first two.
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
        /// The best that the text's keywords gave, and where its keyword begins.
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

    private mutating func take(_ parse: LogParse, _ text: Span<UInt8>, _ keyword: Int, _ number: Int) -> Bool {
        switch parse {
        case .none: return false
        case .statement(let statement): log.take(statement, line: number)
        case .openEnded(let statement): pending = Pending(text: text.extracting(keyword...).bytes, line: number, statement: statement)
        case .cutShort: pending = Pending(text: text.extracting(keyword...).bytes, line: number)
        case .unreadable: countUnreadable(number)
        }
        return true
    }

    /// Adds a text to the pending statement if it is its continuation and nothing else.
    private mutating func takeContinuation(_ text: Span<UInt8>) -> Bool {
        guard let pending, pending.lines < Self.mostWraps else { return false }
        let rest = text.extracting(text.quotingLength...)
        guard rest.count > 0 else { return false }
        var joined = pending
        joined.text += [UInt8(ascii: " ")] + rest.bytes
        joined.lines += 1
        guard case .clean(let parse, _) = parse(joined.text.span, isClean: true) else { return false }
        switch parse {
        case .statement(let statement):
            // Text that follows a complete statement does not belong to it, unless it changed it.
            guard pending.statement == nil || rest.isAffinityFlags else { return false }
            self.pending = nil
            log.take(statement, line: pending.line)
        case .openEnded(let statement):
            guard pending.statement == nil || rest.isAffinityFlags else { return false }
            joined.statement = statement
            self.pending = joined
        case .cutShort: self.pending = joined
        case .none, .unreadable: return false
        }
        return true
    }

    /// Ends the wait for a continuation.
    private mutating func flushPending() {
        guard let pending else { return }
        self.pending = nil
        if let statement = pending.statement {
            log.take(statement, line: pending.line)
        } else if pending.isCertain {
            countUnreadable(pending.line)
        }
    }

    private mutating func countUnreadable(_ line: Int) {
        unreadable = ((unreadable?.count ?? 0) + 1, unreadable?.firstLine ?? line)
    }
}

extension Span<UInt8> {
    /// Where the text ends if trailing blanks and carriage returns do not count, and nothing beyond `limit`.
    fileprivate func endOfText(limit: Int) -> Int {
        var end = Swift.min(count, limit)
        while end > 0, Self.isBlank(self[end - 1]) { end -= 1 }
        return end
    }

    /// The length of the blanks and quoting marks at the beginning.
    fileprivate var quotingLength: Int {
        var length = 0
        while length < count, Self.isBlank(self[length]) || self[length] == UInt8(ascii: ">") || self[length] == UInt8(ascii: "|") { length += 1 }
        return length
    }

    fileprivate var bytes: [UInt8] { withUnsafeBufferPointer { Array($0) } }

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
