/// A text cut into lines and fields (runs of anything but blanks, tabs and carriage returns), without copying.
struct CaseLines {
    typealias Field = Range<Int>

    private let bytes: [UInt8]
    private var nextLine = 0
    private var position = 0
    private var lineEnd = 0
    /// The number of the line at hand, counted from 1; 0 before the first.
    private(set) var number = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Moves to the next line; false at the end of the text.
    mutating func advance() -> Bool {
        guard nextLine < bytes.count else { return false }
        position = nextLine
        lineEnd = bytes[nextLine...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        nextLine = lineEnd + 1
        number += 1
        return true
    }

    /// The next field of the line.
    mutating func nextField() -> Field? {
        while position < lineEnd, Self.isBlank(bytes[position]) { position += 1 }
        let start = position
        while position < lineEnd, !Self.isBlank(bytes[position]) { position += 1 }
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

    /// The field as a message may quote it: at most 40 characters, none of them a control character.
    func quoted(_ field: Field) -> String {
        let text = string(field).unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : Character($0) }
        return text.count > 40 ? String(text.prefix(40)) + "…" : String(text)
    }
}

extension CaseLines {
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
