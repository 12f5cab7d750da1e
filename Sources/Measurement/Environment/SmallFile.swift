package import SystemPackage

/// Reads a file whole, up to 256 MiB. `bytes` throws the reason where it cannot be read; the other functions, for the kernel's text files, return nil.
package enum SmallFile {
    /// The size limit in bytes; results and histories are far smaller.
    private static let longest = 256 << 20

    /// - Throws: `Errno`; `.fileTooLarge` beyond 256 MiB, as endless devices are.
    package static func bytes(_ path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        return try file.closeAfter {
            // Files of procfs have no size and are read a page at a time.
            var bytes: [UInt8] = []
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
            defer { buffer.deallocate() }
            while case let count = try file.read(into: buffer), count > 0 {
                guard bytes.count + count <= longest else { throw Errno.fileTooLarge }
                bytes.append(contentsOf: buffer[..<count])
            }
            return bytes
        }
    }

    /// The content; nil when the file cannot be read.
    static func read(_ path: String) -> String? {
        (try? bytes(FilePath(path))).map { String(decoding: $0, as: UTF8.self) }
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
