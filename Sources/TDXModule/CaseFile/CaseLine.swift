import SafeText

/// A line cut into fields: runs of anything but blanks, tabs and carriage returns.
struct CaseLine {
    typealias Field = Range<Int>

    private var bytes: [UInt8] = []
    private var position = 0

    /// Takes the place of the line before.
    mutating func replace(by line: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        line.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        position = 0
    }

    /// The next field of the line.
    mutating func nextField() -> Field? {
        while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
        let start = position
        while position < bytes.count, !Self.isBlank(bytes[position]) { position += 1 }
        return start < position ? start..<position : nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    func string(_ field: Field) -> String { String(decoding: bytes[field], as: UTF8.self) }

    func equals(_ field: Field, _ text: StaticString) -> Bool {
        field.count == text.utf8CodeUnitCount && hasPrefix(field, text)
    }

    func hasPrefix(_ field: Field, _ text: StaticString) -> Bool {
        guard field.count >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for index in expected.indices where bytes[field.lowerBound + index] != expected[index] { return false }
            return true
        }
    }

    /// A decimal index without sign or suffix.
    func index(_ field: Field) -> Int? {
        guard bytes[field].allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        return Int(string(field))
    }

    /// The field before and after the first `separator`.
    func split(_ field: Field, at separator: Unicode.Scalar) -> (Field, Field)? {
        guard let index = bytes[field].firstIndex(of: UInt8(ascii: separator)) else { return nil }
        return (field.lowerBound..<index, index + 1..<field.upperBound)
    }

    /// The field as a message may quote it.
    func quoted(_ field: Field) -> String { TerminalText.quoted(string(field)) }
}

extension CaseLine {
    /// Decimal, `0x` hex, or octal after a leading 0; a suffix K, M, G or T multiplies by a power of 1024.
    func number(_ field: Field) throws(ConfigCaseFault) -> UInt64 {
        var digits = field
        var shift = 0
        if let last = digits.last, let unit = Self.suffixShift(bytes[last]) {
            shift = unit
            digits = digits.lowerBound..<last
        }
        var radix: UInt64 = 10
        if hasPrefix(digits, "0x") {
            radix = 16
            digits = digits.lowerBound + 2..<digits.upperBound
        } else if digits.count > 1, bytes[digits.lowerBound] == UInt8(ascii: "0") {
            radix = 8
        }
        guard !digits.isEmpty else { throw .notANumber(quoted(field)) }

        var value: UInt64 = 0
        var fits = true
        for index in digits {
            guard let digit = Self.digit(bytes[index]), digit < radix else { throw .notANumber(quoted(field)) }
            let (product, overflow) = value.multipliedReportingOverflow(by: radix)
            let (sum, carry) = product.addingReportingOverflow(digit)
            fits = fits && !overflow && !carry
            value = sum
        }
        guard fits, value.leadingZeroBitCount >= shift || value == 0 else { throw .numberTooLarge(quoted(field)) }
        return value << shift
    }

    private static func suffixShift(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "K"): 10
        case UInt8(ascii: "M"): 20
        case UInt8(ascii: "G"): 30
        case UInt8(ascii: "T"): 40
        default: nil
        }
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
