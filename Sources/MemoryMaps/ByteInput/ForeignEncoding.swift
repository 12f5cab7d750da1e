/// Encodings that a log comes in by mistake, told by how a file begins.
enum ForeignEncoding {
    /// The encoding's name; nil for plain text, as far as its first line shows.
    static func recognized(_ firstLine: Span<UInt8>) -> String? {
        let signatures: [(bytes: [UInt8], name: String)] = [
            ([0x1f, 0x8b], "compressed with gzip"), ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "compressed with xz"),
            ([0x28, 0xb5, 0x2f, 0xfd], "compressed with zstd"), ([0x42, 0x5a, 0x68], "compressed with bzip2"),
            ([0x50, 0x4b, 0x03, 0x04], "a zip archive"), ([0xff, 0xfe], "UTF-16 text"), ([0xfe, 0xff], "UTF-16 text"),
        ]
        return signatures.first { signature in
            firstLine.count >= signature.bytes.count && signature.bytes.indices.allSatisfy { firstLine[$0] == signature.bytes[$0] }
        }?.name
    }
}
