/// Distinguishes the kernel's own messages from lines that quote them: a user's search, a unit's description, the
/// command line. Before a message of the kernel stand only time stamps, a level, `host kernel:` and quoting marks.
struct MessageStart {
    /// The end of the prefix that is not yet recognised.
    private var end: Int
    /// Whether a mark that ends a name stands behind it: the line may then begin with the name of a file or a machine.
    private var isNamed = false
    /// Whether dashes stand behind it, as where RFC 5424 has fields without a value.
    private var isDashed = false

    private init(end: Int) { self.end = end }

    /// Whether the kernel's message that a line holds begins at `start`.
    /// - Parameter isBare: whether the message has no prefix of the kernel's TDX code, so that a name in front may be that
    ///   of another part of the kernel.
    static func isKernels(_ text: Span<UInt8>, at start: Int, isBare: Bool = false) -> Bool {
        var search = MessageStart(end: start)
        for name in ["virt/", "x86/"] as [StaticString] where search.endsWith(name, text) {
            search.end -= name.utf8CodeUnitCount
            break
        }
        return search.isKernels(text, isBare: isBare)
    }

    /// The same of a message in which other words of the kernel may stand in front of `keyword`, behind its prefix.
    static func isInKernels(_ text: Span<UInt8>, keyword: Int, isBare: Bool = false) -> Bool {
        for name in ["tdx: ", "kvm_intel: ", "kvm: "] as [StaticString] {
            guard let end = text.find(name, from: 0), end <= keyword else { continue }
            return isKernels(text, at: end - name.utf8CodeUnitCount)
        }
        return isKernels(text, at: keyword, isBare: isBare)
    }

    /// Whether another program's name with its process, or the command line, stands in front of `end`.
    static func isForeign(_ text: Span<UInt8>, before end: Int) -> Bool {
        if let line = text.find("ommand line: ", from: 0), line <= end { return true }
        var position = 0
        while let mark = text.find("]: ", from: position), mark <= end {
            position = mark
            var start = mark - "]: ".utf8.count
            while start > 0, Span<UInt8>.isDigit(text[start - 1]) { start -= 1 }
            guard start > 1, text[start - 1] == UInt8(ascii: "["), LogParser.isWordByte(text[start - 2]) else {
                continue
            }
            let name = MessageStart(end: start - 1)
            if !name.endsWith("kernel", text) { return true }
        }
        return false
    }

    private mutating func isKernels(_ text: Span<UInt8>, isBare: Bool) -> Bool {
        while true {
            let glued = end
            while end > 0, Span<UInt8>.isBlank(text[end - 1]) { end -= 1 }
            guard end > 0 else { return true }
            if endsWith("(XEN)", text) || endsWith("MESSAGE=", text) { return true }
            switch text[end - 1] {
            case UInt8(ascii: "]"):
                if let isTime = takeBracket(text) { return isTime }
            case UInt8(ascii: ":"):
                end -= 1
                // A file's name stands right in front of the quoted text.
                isNamed = !isBare || glued == end + 1
                if endsKernelName(text) { return !Self.isForeign(text, before: end) }
            case UInt8(ascii: "|"):
                isNamed = !isBare
                end -= 1
            case UInt8(ascii: "\""):
                if endsWith("\"MESSAGE\":\"", text) || endsWith("\"MESSAGE\" : \"", text) {
                    return !Self.isOfOtherIdentifier(text)
                }
                end -= 1
            case UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: ","), UInt8(ascii: ";"),
                UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "<"):
                end -= 1
            case UInt8(ascii: "-"):
                isDashed = true
                end -= 1
            default:
                if let answer = takeWord(text) { return answer }
            }
        }
    }

    /// `[   14.036730]`, `[    T1]`, `[Thu Feb 29 07:43:02 2024]`, `[]`, but not `[drm]` or `sudo[2211]`. Returns whether it is
    /// one, which decides the line; nil for a thread or CPU, in front of which a time may stand.
    private mutating func takeBracket(_ text: Span<UInt8>) -> Bool? {
        var start = end - 1
        while start > 0, text[start - 1] != UInt8(ascii: "[") { start -= 1 }
        guard start > 0 else { return false }
        var isNumber = true
        var hasMark = false
        for index in start..<end - 1 {
            switch text[index] {
            case UInt8(ascii: ":"), UInt8(ascii: "."): hasMark = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "+"), UInt8(ascii: "-"): break
            case UInt8(ascii: "T"), UInt8(ascii: "C"): break
            default: isNumber = false
            }
        }
        if hasMark, isNumber || (start..<end - 1).contains(where: { text[$0] == UInt8(ascii: ":") }) { return true }
        guard isNumber, start < 2 || !LogParser.isWordByte(text[start - 2]) else { return false }
        end = start - 1
        return nil
    }

    /// Takes a word in front of a message: parts of a date, a level, the kernel's name. Returns nil to look further.
    private mutating func takeWord(_ text: Span<UInt8>) -> Bool? {
        var start = end
        var hasDigit = false
        var isNumeric = true
        while start > 0, !Self.endsWord(text[start - 1]) {
            start -= 1
            if Span<UInt8>.isDigit(text[start]) {
                hasDigit = true
            } else if text[start] != UInt8(ascii: ".") {
                isNumeric = false
            }
        }
        guard start < end else { return false }
        let word = text.extracting(start..<end)
        if isDashed, word.is("kernel") { return true }
        if isNumeric || Self.others.contains(where: { word.is($0) }) {
            // `18:28:41`
            if isNumeric, start > 1, text[start - 1] == UInt8(ascii: ":"), Span<UInt8>.isDigit(text[start - 2]),
                !isNamed
            {
                return true
            }
            end = start
            return nil
        }
        let front = text.extracting(0..<start)
        // `2024-01-05T12:03:46Z `
        if hasDigit, Span<UInt8>.isDigit(word[0]), front.endsTime || front.isBlank { return true }
        // `18:28:41 host `
        if !isNamed, front.endsTime { return true }
        return isNamed && front.isQuoting
    }

    /// Names by which parts of the kernel begin messages about TDX, and its levels and facilities.
    private static let others: [StaticString] = [
        "kvm_intel", "kvm", "KVM", "tdx", "x86/tdx", "virt/tdx", "tdx_host", "kern", "emerg", "alert", "crit", "err",
        "warn", "notice", "info", "debug", "EMERG", "ALERT", "CRIT", "ERROR", "WARNING", "WARN", "NOTICE", "INFO",
        "DEBUG",
    ]

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: ":"), UInt8(ascii: "|"),
            UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: "]"), UInt8(ascii: "<"):
            true
        default: false
        }
    }

    private func endsWith(_ words: StaticString, _ text: Span<UInt8>) -> Bool {
        var position = end - words.utf8CodeUnitCount
        return position >= 0 && text.take(words, &position)
    }

    /// `kernel`, `kernel[0]`
    private func endsKernelName(_ text: Span<UInt8>) -> Bool {
        if endsWith("kernel", text) { return true }
        guard endsWith("]", text) else { return false }
        var start = end - 1
        while start > 0, Span<UInt8>.isDigit(text[start - 1]) { start -= 1 }
        return start > 0 && text[start - 1] == UInt8(ascii: "[")
            && MessageStart(end: start - 1).endsWith("kernel", text)
    }

    /// Whether an entry of the journal as JSON names another program.
    private static func isOfOtherIdentifier(_ text: Span<UInt8>) -> Bool {
        for name in ["\"SYSLOG_IDENTIFIER\":\"", "\"SYSLOG_IDENTIFIER\" : \""] as [StaticString] {
            guard var position = text.find(name, from: 0) else { continue }
            return !text.take("kernel\"", &position)
        }
        return false
    }
}

extension Span<UInt8> {
    fileprivate func `is`(_ word: StaticString) -> Bool {
        var position = 0
        return count == word.utf8CodeUnitCount && take(word, &position)
    }

    /// Whether it consists of quoting marks and numbers alone.
    fileprivate var isQuoting: Bool {
        for index in 0..<count where LogParser.isWordByte(self[index]) { return false }
        return true
    }

    /// Whether it ends as `18:28:41 ` does.
    fileprivate var endsTime: Bool {
        var end = count
        while end > 0, Self.isBlank(self[end - 1]) { end -= 1 }
        var start = end
        var colons = 0
        while start > 0, !Self.isBlank(self[start - 1]) {
            start -= 1
            if self[start] == UInt8(ascii: ":") { colons += 1 }
        }
        return start < end && end < count && colons >= 2 && LogParser.isWordByte(self[start])
            && Self.isDigit(self[start])
    }
}
