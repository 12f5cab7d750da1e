import ArgumentParser
import PhysicalMemory
import Reporting
import TDMRConstruction
import TDXHost

/// A range of bytes as typed, `START-END`.
struct TypedByteRange {
    let text: String
    let pages: PageRange

    init(_ text: String) throws {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { throw ValidationError("'\(text)' is not a range START-END.") }
        self.text = text
        let end = try Self.bytes(ends[1])
        if !end.isMultiple(of: 4096), (end + 1).isMultiple(of: 4096) {
            throw ValidationError(
                "END is exclusive: \(ends[0])-0x\(String(end + 1, radix: 16)) is the range whose last byte is \(ends[1])."
            )
        }
        pages = PageRange(start: try Self.frame(ends[0]), end: try Self.frame(ends[1]))
        guard pages.start <= pages.end else { throw ValidationError("The range \(text) ends before its start.") }
    }

    /// The frame at a byte address: decimal or 0x hex, a multiple of 4096, at most 2^64.
    private static func frame(_ text: Substring) throws -> PageFrame {
        let bytes = try bytes(text)
        guard bytes.isMultiple(of: 4096) else { throw ValidationError("\(text) is not a multiple of 4096.") }
        return PageFrame(UInt64(bytes / 4096))
    }

    /// A number of bytes: decimal or 0x hex, at most 2^64.
    private static func bytes(_ text: Substring) throws -> UInt128 {
        let isHex = text.hasPrefix("0x")
        let digits = isHex ? text.dropFirst(2) : text
        let areDigits = digits.utf8.allSatisfy { digit in
            isHex
                ? Character(Unicode.Scalar(digit)).isHexDigit : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
        }
        guard areDigits, let bytes = UInt128(digits, radix: isHex ? 16 : 10) else {
            throw ValidationError("'\(text)' is not a decimal or 0x number.")
        }
        guard bytes <= 1 << 64 else { throw ValidationError("\(text) is above 2^64.") }
        return bytes
    }
}
