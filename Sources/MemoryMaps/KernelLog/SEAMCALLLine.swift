import TDXModule

/// A failed SEAMCALL, in the wordings of all kernels: `SEAMCALL (0x21) failed: 0xc000090000000000`, `SEAMCALL failed: leaf 33,
/// error 0x8000020300000000`, `SEAMCALL leaf 33 failed on CPU 3 with error 0x...`, `SEAMCALL[TDH_MNG_INIT] failed:
/// 0x...`, `seamcall failed: leaf 33`.
enum SEAMCALLLine {
    enum Parse {
        case none
        /// The next line may hold the rest.
        case cutShort
        case event(TDXLogEvent)
    }

    /// Hex digits of a status: the kernel prints them all.
    private static let statusDigits = 16

    static func parse(_ text: Span<UInt8>, _ start: Int) -> Parse {
        guard let call = call(text, start) else { return .none }
        guard let failed = text.find("fail", from: call) ?? text.find("error", from: call) else {
            return text.count - call < 40 ? .cutShort : .none
        }
        guard let number = statusNumber(text, from: failed) else {
            let leaf = leaf(text, call, failed)
            return fault(text, from: failed).map { .event(.seamcall(leaf: leaf, status: $0)) } ?? .cutShort
        }
        // Where fewer digits stand at the end of a line the others are on the next one.
        if number.digits < statusDigits, number.end == text.count { return .cutShort }
        let leaf = leaf(text, call, number.end)
        guard let status = number.status else {
            return .event(.seamcallWithoutStatus(leaf: leaf, digits: number.digits))
        }
        return .event(.seamcall(leaf: leaf, status: status))
    }

    /// The event of a line that no other line continues: a failure whose status is cut off or missing. nil where the
    /// line does not name the failed call.
    static func withoutRest(_ text: Span<UInt8>, _ start: Int) -> TDXLogEvent? {
        guard let call = call(text, start), let failed = text.find("fail", from: call) else { return nil }
        let number = statusNumber(text, from: failed)
        let leaf = leaf(text, call, number?.start ?? text.count)
        let isFailure = text.find("failed", from: failed - "fail".utf8.count) == failed + "ed".utf8.count
        return leaf == nil && number == nil && !isFailure
            ? nil : .seamcallWithoutStatus(leaf: leaf, digits: number?.digits ?? 0)
    }

    private static func call(_ text: Span<UInt8>, _ start: Int) -> Int? {
        text.find("SEAMCALL", from: start) ?? text.find("seamcall", from: start)
    }

    private struct StatusNumber {
        /// Where its `0x` begins.
        var start: Int
        var end: Int
        var digits: Int
        /// nil for a number that is not whole.
        var status: SEAMCALLStatus?
    }

    /// The 0x number that is the status: the one that the words announce, else the first one of 9 digits or more
    /// that is not a leaf, else one at the end of the text that is not a register.
    private static func statusNumber(_ text: Span<UInt8>, from start: Int) -> StatusNumber? {
        var found: StatusNumber?
        var position = start
        while found == nil, let first = text.find("0x", from: position) {
            position = first
            let number = text.hexDigits(&position)
            let digits = position - first
            let isLeaf = follows("leaf ", text, first - 2) || follows("leaf: ", text, first - 2)
            guard number != .none, !isLeaf, !followsRegister(text, first - 2) else { continue }
            guard digits >= 9 || position == text.count || isAnnounced(text, first - 2) else { continue }
            found = StatusNumber(start: first - 2, end: position, digits: digits, status: status(number, digits))
        }
        return found ?? bareNumber(text, from: start)
    }

    private static func isAnnounced(_ text: Span<UInt8>, _ position: Int) -> Bool {
        ["failed: ", "error ", "error: ", "status ", "status: "].contains { (words: StaticString) in
            follows(words, text, position)
        }
    }

    /// Whether `rcx `, `R10: ` or `rdx=` stands in front.
    private static func followsRegister(_ text: Span<UInt8>, _ position: Int) -> Bool {
        var end = position
        while end > 0, !LogParser.isWordByte(text[end - 1]) { end -= 1 }
        var start = end
        while start > 0, LogParser.isWordByte(text[start - 1]) { start -= 1 }
        return (2...3).contains(end - start) && text[start] | 0x20 == UInt8(ascii: "r")
    }

    /// Linux's wording for a call that did not reach the module, as the status value that Linux defines for it.
    private static func fault(_ text: Span<UInt8>, from start: Int) -> SEAMCALLStatus? {
        for (words, status) in faults where text.find(words, from: start) != nil { return SEAMCALLStatus(status) }
        return nil
    }

    private static let faults: [(StaticString, UInt64)] = [
        ("#GP", 0x8000_ff00_0000_000d), ("#UD", 0x8000_ff00_0000_0006),
        ("not in VMX operation", 0x8000_ff00_0000_0006), ("module is not loaded", 0x8000_ff00_ffff_0000),
        ("VMfailInvalid", 0x8000_ff00_ffff_0000), ("VMFAILINVALID", 0x8000_ff00_ffff_0000),
    ]

    /// A word of 16 hex digits without `0x`.
    private static func bareNumber(_ text: Span<UInt8>, from start: Int) -> StatusNumber? {
        var position = start
        while position < text.count {
            let first = position
            let number = text.hexDigits(&position)
            let isWord = position == text.count || !LogParser.isWordByte(text[position])
            if isWord, position - first == statusDigits, !LogParser.isWordByte(text[first - 1]) {
                return StatusNumber(
                    start: first, end: position, digits: statusDigits, status: status(number, statusDigits))
            }
            position = max(position, first + 1)
        }
        return nil
    }

    /// A number as a status. Some kernels print a status that is not an error without its leading zeros; such a status is
    /// taken only where it is a known one.
    private static func status(_ number: ScannedNumber, _ digits: Int) -> SEAMCALLStatus? {
        guard case .value(let value) = number, digits <= statusDigits else { return nil }
        let status = SEAMCALLStatus(value)
        // A code of zeros alone means success, or is cut off.
        let isKnown = status.code != 0 && status.knownName != nil && !status.isOfLoader
        return digits == statusDigits || isKnown ? status : nil
    }

    private static func follows(_ word: StaticString, _ text: Span<UInt8>, _ position: Int) -> Bool {
        var start = position - word.utf8CodeUnitCount
        return start >= 0 && text.take(word, &start)
    }

    /// The leaf: a number or a name in brackets, or after the word `leaf`.
    private static func leaf(_ text: Span<UInt8>, _ call: Int, _ end: Int) -> SEAMCALLLeaf? {
        for mark in ["leaf ", "leaf: ", "(", "["] as [StaticString] {
            guard var position = text.find(mark, from: call), position < end else { continue }
            if case .value(let number) = text.number(&position), position <= end { return SEAMCALLLeaf(number) }
        }
        guard let name = text.find("TDH", from: call - "SEAMCALL".utf8.count), name < end else { return nil }
        var last = name
        while last < text.count,
            LogParser.isWordByte(text[last]) || text[last] == UInt8(ascii: "_") || text[last] == UInt8(ascii: ".")
        { last += 1 }
        return SEAMCALLLeaf(named: text.text(name - 3..<last))
    }
}
