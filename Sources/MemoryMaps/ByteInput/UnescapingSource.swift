import Algorithms

internal import SystemPackage

/// Extracts a text from the JSON strings that hold it: escapes are decoded, and a quotation mark ends a line.
struct UnescapingSource<Rest: ByteSource>: ByteSource {
    private var rest: Rest
    private var state = State.text

    private enum State {
        case text
        /// Behind a backslash.
        case escape
        /// Inside of `\u001b`.
        case unicode(digits: Int, value: UInt32)
    }

    init(_ rest: Rest) { self.rest = rest }

    /// Whether a text that begins with `head` is JSON with line ends inside of strings.
    static func isEscaped(_ head: [UInt8]) -> Bool {
        let text = head.drop {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
        }
        guard let first = text.first else { return false }
        let isJSON =
            first == UInt8(ascii: "\"") || first == UInt8(ascii: "{")
            || first == UInt8(ascii: "[")
                && text.dropFirst().first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }.map {
                    $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "{")
                } ?? false
        return isJSON && text.adjacentPairs().contains { $0 == UInt8(ascii: "\\") && $1 == UInt8(ascii: "n") }
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        while true {
            let count = try rest.read(into: buffer)
            if count == 0 { return 0 }
            // A decoded escape is never longer than the escape.
            var kept = 0
            for index in 0..<count {
                if let byte = take(buffer[index]) {
                    buffer[kept] = byte
                    kept += 1
                }
            }
            if kept > 0 { return kept }
        }
    }

    private mutating func take(_ byte: UInt8) -> UInt8? {
        switch state {
        case .text:
            if byte == UInt8(ascii: "\\") {
                state = .escape
                return nil
            }
            return byte == UInt8(ascii: "\"") ? UInt8(ascii: "\n") : byte
        case .escape:
            state = byte == UInt8(ascii: "u") ? .unicode(digits: 0, value: 0) : .text
            switch byte {
            case UInt8(ascii: "n"): return UInt8(ascii: "\n")
            case UInt8(ascii: "r"): return UInt8(ascii: "\r")
            case UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"): return UInt8(ascii: "\t")
            case UInt8(ascii: "u"): return nil
            default: return byte
            }
        case .unicode(let digits, let value):
            let new = value << 4 | UInt32(Character(Unicode.Scalar(byte)).hexDigitValue ?? 0)
            state = digits == 3 ? .text : .unicode(digits: digits + 1, value: new)
            // Addresses and their words are ASCII.
            return digits < 3 ? nil : new < 0x80 ? UInt8(new) : UInt8(ascii: "?")
        }
    }
}
