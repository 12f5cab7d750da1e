/// How a file is compressed, recognised by its first bytes, and the system's program that decompresses it.
enum Compression: String, CaseIterable {
    case gzip, xz, zstd, bzip2

    private var signature: [UInt8] {
        switch self {
        case .gzip: [0x1f, 0x8b]
        case .xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a]
        case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
        case .bzip2: [0x42, 0x5a, 0x68]
        }
    }

    /// The compression of a file that begins with `head`.
    init?(_ head: [UInt8]) {
        guard let found = Self.allCases.first(where: { head.starts(with: $0.signature) }) else { return nil }
        self = found
    }
}
