/// Encodings of which a log is given by mistake, recognised by a file's first bytes.
enum ForeignEncoding {
    private static let encodings: [(bytes: [UInt8], name: String)] = [
        ([0x1f, 0x8b], "compressed with gzip"), ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "compressed with xz"),
        ([0x28, 0xb5, 0x2f, 0xfd], "compressed with zstd"), ([0x42, 0x5a, 0x68], "compressed with bzip2"),
        ([0xff, 0xfe], "UTF-16 text"), ([0xfe, 0xff], "UTF-16 text"),
    ]
    private static let archives: [(bytes: [UInt8], name: String)] = [
        ([0x50, 0x4b, 0x03, 0x04], "a zip archive"), ([0x50, 0x4b, 0x05, 0x06], "a zip archive"),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"),
        (Array("Rar!".utf8), "a rar archive"),
        (Array("070701".utf8), "a cpio archive"), (Array("!<arch>".utf8), "an ar archive"),
    ]
    /// Where a tar header has its mark.
    private static let tarMark = 257

    /// The fault of an input that begins with `firstLine`; nil where the first line looks like plain text.
    static func fault(_ firstLine: Span<UInt8>) -> InputFault? {
        var position = tarMark
        if firstLine.count > tarMark, firstLine.take("ustar", &position) { return .archive("a tar archive") }
        func begins(_ bytes: [UInt8]) -> Bool {
            firstLine.count >= bytes.count && bytes.indices.allSatisfy { firstLine[$0] == bytes[$0] }
        }
        if let archive = archives.first(where: { begins($0.bytes) }) { return .archive(archive.name) }
        return encodings.first { begins($0.bytes) }.map { .encoded($0.name) }
    }
}
