/// A buffer for ASCII text, emptied in pieces of some 64 KiB: for lists of millions of numbers, where a `String` for each would dominate
/// the cost.
package struct TextBuffer {
    private static let pieceSize = 64 << 10
    /// Longer than any line: a line is begun only while the buffer is not full.
    package static let longestLine = 1024

    private var bytes = [UInt8](repeating: 0, count: pieceSize + longestLine)
    private var count = 0

    /// An empty buffer with room for a piece and the longest line.
    package init() {}

    /// Whether it is time to empty the buffer; until then there is room for `longestLine` bytes more.
    package var isFull: Bool { count >= Self.pieceSize }

    /// Passes the content to `sink` and clears the buffer.
    package mutating func empty<Failure: Error>(into sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        try sink(Array(bytes[..<count]))
        count = 0
    }

    /// Moves the content to the end of `text`.
    package mutating func empty(into text: inout some TextOutputStream) {
        text.write(String(decoding: bytes[..<count], as: UTF8.self))
        count = 0
    }

    /// Appends one byte. - Precondition: the buffer has room, see `isFull`.
    package mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    /// Appends ASCII text. - Precondition: the buffer has room, see `isFull`.
    package mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { for byte in $0 { append(byte) } }
    }

    /// Appends the number in decimal, without padding.
    package mutating func append(decimal number: UInt64) {
        let first = count
        var rest = number
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[first..<count].reverse()
    }

    /// Lower-case hex without padding.
    /// - Parameter zeros: digits 0 to append, so that more than 64 bits can be written; 0 stays `0x0`.
    package mutating func append(hex number: UInt64, zeros: Int = 0) {
        append("0x")
        var shift = (63 - UInt64(truncatingIfNeeded: (number | 1).leadingZeroBitCount)) & ~3
        while true {
            let digit = UInt8(truncatingIfNeeded: number &>> shift) & 0xf
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
            if shift == 0 { break }
            shift -= 4
        }
        guard number > 0 else { return }
        for _ in 0..<zeros { append(UInt8(ascii: "0")) }
    }
}
