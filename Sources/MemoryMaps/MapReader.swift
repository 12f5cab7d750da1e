import SystemPackage

/// Reads a memory map in whatever format it comes; the format is recognised from the content.
public enum MapReader {
    /// Reads `path`: a file, a directory like /sys/firmware/memmap, or `-` for standard input.
    ///
    /// Memory use is bounded by the map, not by the input; time is linear in the input.
    public static func read(_ path: String) throws(InputError) -> MapReading {
        guard path != "-" else { return try read(FileSource(descriptor: .standardInput), path: path) }
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(FilePath(path), .readOnly)
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
        defer { try? descriptor.close() }
        return try read(FileSource(descriptor: descriptor), path: path)
    }

    /// Reads a map from memory; `name` stands for the path in messages.
    public static func read(_ bytes: [UInt8], name: String) throws(InputError) -> MapReading {
        try read(MemorySource(bytes), path: name)
    }

    static func read(_ source: some ByteSource, path: String) throws(InputError) -> MapReading {
        var lines = LineStream(source)
        var reader = TDXMapReader()
        var reading = MapReading(path: path, map: HostMemoryMap(), format: .tdxmap)
        var unterminated: Int?
        do {
            try lines.forEach { line, number, end throws(LineFault) in
                try reader.take(line, number: number, end: end)
                if end == .endOfInput { unterminated = number }
            }
        } catch {
            throw InputError(path: path, line: error.line, fault: error.fault)
        }
        do throws(InputFault) {
            guard lines.lineCount > 0 else { throw .empty }
            reading.map = try reader.finish()
            reading.lineCount = lines.lineCount
        } catch {
            throw InputError(path: path, line: max(1, lines.lineCount), fault: error)
        }
        if let unterminated {
            reading.warnings.append(InputWarning(path: path, line: unterminated, concern: .unterminatedLastLine))
        }
        return reading
    }
}
