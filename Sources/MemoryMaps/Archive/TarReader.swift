internal import SystemPackage

/// Reads the files of a tar archive one after the other, each into memory.
struct TarReader<Source: ByteSource> {
    private var source: Source

    init(_ source: Source) { self.source = source }

    enum Member {
        case file(name: String, bytes: [UInt8])
        /// A folder or a link.
        case other(name: String)
        /// A file larger than a log can be.
        case tooLarge(name: String)
    }

    /// The next file, folder or link; nil at the end.
    /// - Throws: `damaged` where the archive ends early or is not one.
    mutating func next(longest: UInt64) throws(InputFault) -> Member? {
        var longName: String?
        while let header = try nextHeader() {
            guard let length = header.length, length <= .max - 511 else { throw .damaged }
            let padded = (length + 511) & ~511
            switch header.kind {
            case UInt8(ascii: "L"), UInt8(ascii: "x"):
                guard length <= 1 << 16 else { throw .damaged }
                let text = try take(Int(padded)).prefix(Int(length))
                longName = Self.name(Array(text), isPax: header.kind == UInt8(ascii: "x")) ?? longName
            case UInt8(ascii: "0"), 0:
                let name = Self.printable(longName ?? header.name)
                guard length <= longest else {
                    try skip(padded)
                    return .tooLarge(name: name)
                }
                return .file(name: name, bytes: Array(try take(Int(padded)).prefix(Int(length))))
            case UInt8(ascii: "2"), UInt8(ascii: "5"):
                try skip(padded)
                return .other(name: Self.printable(longName ?? header.name))
            default:
                try skip(padded)
                longName = nil
            }
        }
        return nil
    }

    private mutating func nextHeader() throws(InputFault) -> TarHeader? {
        let bytes = try take(TarHeader.size, mayEnd: true)
        if bytes.isEmpty || bytes.allSatisfy({ $0 == 0 }) { return nil }
        guard let header = TarHeader(bytes) else { throw .damaged }
        return header
    }

    /// A name for messages and rows of one line each: an archive may hold any bytes.
    private static func printable(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : $0 }))
    }

    /// `LENGTH path=NAME` of a pax header, or the name itself.
    private static func name(_ bytes: [UInt8], isPax: Bool) -> String? {
        guard isPax else { return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
        for record in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let blank = record.firstIndex(of: UInt8(ascii: " ")) else { continue }
            let text = String(decoding: record[(blank + 1)...], as: UTF8.self)
            if text.hasPrefix("path=") { return String(text.dropFirst("path=".count)) }
        }
        return nil
    }

    private mutating func skip(_ count: UInt64) throws(InputFault) {
        var left = count
        while left > 0 {
            let piece = min(left, 1 << 20)
            _ = try take(Int(piece))
            left -= piece
        }
    }

    private mutating func take(_ count: Int, mayEnd: Bool = false) throws(InputFault) -> [UInt8] {
        let bytes: [UInt8]
        do { bytes = try source.bytes(count) } catch { throw .unreadable(error) }
        guard bytes.count == count || mayEnd && bytes.isEmpty else { throw .damaged }
        return bytes
    }
}
