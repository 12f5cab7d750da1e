internal import SystemPackage

/// The 512 bytes in front of a member of a tar archive (POSIX ustar, with GNU's and pax's long names).
struct TarHeader {
    static let size = 512

    private let bytes: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard Self.isOne(bytes) else { return nil }
        self.bytes = bytes
    }

    static func isOne(_ bytes: [UInt8]) -> Bool { bytes.count >= size && bytes[257..<262].elementsEqual("ustar".utf8) }

    /// `0` or NUL for a file, `L` and `x` for headers of the next member's name.
    var kind: UInt8 { bytes[156] }

    var name: String {
        let prefix = text(345, 155)
        return (prefix.isEmpty ? "" : prefix + "/") + text(0, 100)
    }

    /// Bytes of the member; nil for an invalid number.
    var length: UInt64? {
        if bytes[124] & 0x80 != 0 {
            // Base 256, as GNU tar writes sizes from 8 GiB on.
            return bytes[125..<128].allSatisfy { $0 == 0 } ? bytes[128..<136].reduce(0) { $0 << 8 | UInt64($1) } : nil
        }
        let digits = text(124, 12).filter { $0 != " " }
        return digits.isEmpty ? 0 : UInt64(digits, radix: 8)
    }

    private func text(_ start: Int, _ count: Int) -> String {
        String(decoding: bytes[start..<start + count].prefix { $0 != 0 }, as: UTF8.self)
    }
}
