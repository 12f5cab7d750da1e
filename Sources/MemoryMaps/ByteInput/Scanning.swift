/// Reading text from a span of bytes. Each function starts at `position` and moves it past the text that it took; text that does not match leaves it in place.
extension Span<UInt8> {
    /// Moves past blanks, tabs and carriage returns.
    func skipBlanks(_ position: inout Int) {
        while position < count, Self.isBlank(self[position]) { position += 1 }
    }

    /// Moves past blanks and the quoting marks of mail.
    func skipQuoting(_ position: inout Int) {
        while position < count,
            Self.isBlank(self[position]) || self[position] == UInt8(ascii: ">") || self[position] == UInt8(ascii: "|")
        { position += 1 }
    }

    /// Whether there is nothing but blanks.
    var isBlank: Bool {
        var position = 0
        skipBlanks(&position)
        return position == count
    }

    /// Whether there is a letter of ASCII.
    var hasLetter: Bool {
        for index in indices where (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self[index] | 0x20) { return true }
        return false
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    /// Takes `text` if it stands at `position`.
    func take(_ text: StaticString, _ position: inout Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count - position >= length else { return false }
        let start = position
        let matches = text.withUTF8Buffer { expected in
            var i = 0
            while i < length, self[start + i] == expected[i] { i += 1 }
            return i == length
        }
        if matches { position += length }
        return matches
    }

    func takeByte(_ byte: Unicode.Scalar, _ position: inout Int) -> Bool {
        guard position < count, self[position] == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    /// The text at `range`, for a message: shortened, and with control characters and broken UTF-8 replaced.
    func text(_ range: Range<Int>, longest: Int = 60) -> String {
        let shown = range.lowerBound..<Swift.min(range.upperBound, range.lowerBound + longest)
        let decoded = String(decoding: shown.map { self[$0] }, as: UTF8.self)
        let printable = String(
            String.UnicodeScalarView(
                decoded.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : $0 }))
        return shown == range ? printable : printable + "…"
    }
}

extension Span<UInt8> {
    /// Reads hexadecimal digits without a prefix.
    func hexDigits(_ position: inout Int) -> ScannedNumber {
        var value: UInt64 = 0
        var overflow = false
        var i = position
        while i < count, let digit = Self.hexValue(self[i]) {
            overflow = overflow || value >> 60 != 0
            value = value << 4 | UInt64(digit)
            i += 1
        }
        guard i > position else { return .none }
        position = i
        return overflow ? .overflow : .value(value)
    }

    /// Reads decimal digits.
    func decimalDigits(_ position: inout Int) -> ScannedNumber {
        var value: UInt64 = 0
        var overflow = false
        var i = position
        while i < count, case let digit = self[i] &- UInt8(ascii: "0"), digit < 10 {
            let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
            overflow = overflow || tooLarge || carry
            value = sum
            i += 1
        }
        guard i > position else { return .none }
        position = i
        return overflow ? .overflow : .value(value)
    }

    /// Reads a decimal number or a hexadecimal one with `0x`.
    func number(_ position: inout Int) -> ScannedNumber {
        var i = position
        guard take("0x", &i) else { return decimalDigits(&position) }
        let value = hexDigits(&i)
        if value != .none { position = i }
        return value
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
