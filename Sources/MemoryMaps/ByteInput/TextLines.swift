internal import SafeText
internal import SystemPackage

/// The lines of any text file, read in bounded memory like those of a memory map.
package enum TextLines {
    /// Calls `body` with each line of the file, `-` being standard input, and whether the line was too long and is cut.
    /// - Throws: `InputError` for a file that cannot be read, and what `body` throws.
    package static func forEach(of path: String, _ body: (Span<UInt8>, Bool) throws -> Void) throws {
        guard path != "-" else { return try forEach(.standardInput, path, body) }
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(FilePath(argument: path), .readOnly, options: .closeOnExec)
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
        defer { try? file.close() }
        try forEach(file, path, body)
    }

    private static func forEach(_ file: FileDescriptor, _ path: String, _ body: (Span<UInt8>, Bool) throws -> Void)
        throws
    {
        var lines = LineStream(FileSource(descriptor: file))
        var failure: (any Error)?
        do throws(LineFault) {
            try lines.forEach { line, number, end throws(LineFault) in
                do { try body(line, end == .cut) } catch {
                    failure = error
                    throw LineFault(line: number, fault: .cutShort)
                }
            }
        } catch {
            throw failure ?? InputError(path: path, line: error.line, fault: error.fault)
        }
    }
}
