import SystemPackage

/// Reads the small text files in which the kernel speaks of itself.
enum SmallFile {
    /// The content up to 64 KiB; nil when the file cannot be read.
    static func read(_ path: String) -> String? {
        guard let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else { return nil }
        defer { try? file.close() }
        // Files of procfs have no size and give a page at a time.
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
        defer { buffer.deallocate() }
        while bytes.count < 65_536 {
            guard let count = try? file.read(into: buffer) else { return nil }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The content without white space at its ends; nil when there is none.
    static func line(_ path: String) -> String? {
        guard let text = read(path) else { return nil }
        let trimmed = text.drop(while: \.isWhitespace)
        guard let end = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(trimmed[...end])
    }

    static func integer(_ path: String) -> Int? { line(path).flatMap { Int($0) } }
}
