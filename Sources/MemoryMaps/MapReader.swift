internal import SafeText
internal import SystemPackage

/// Reads a memory map in whatever format it comes; the format is recognised from the content.
public enum MapReader {
    /// Reads `path`: a file, a directory like /sys/firmware/memmap, or `-` for standard input.
    ///
    /// Memory use is bounded by the map, not by the input; time is linear in the input, but for sorting what is stated out of order.
    public static func read(_ path: String) throws(InputError) -> MapReading {
        guard path != "-" else { return try read(FileSource(descriptor: .standardInput), path: path) }
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(FilePath(argument: path), .readOnly)
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
        defer { try? descriptor.close() }
        do {
            return try read(FileSource(descriptor: descriptor), path: path)
        } catch where error.fault == .unreadable(.isDirectory) {
            return try read(FirmwareDirectory.entries(path), directory: path)
        }
    }

    /// Reads a map from memory; `name` stands for the path in messages.
    public static func read(_ bytes: [UInt8], name: String) throws(InputError) -> MapReading {
        try read(ArraySource(bytes), path: name)
    }

    package static func read(_ source: some ByteSource, path: String) throws(InputError) -> MapReading {
        var lines = LineStream(source)
        var reader = FormatReader()
        do {
            try lines.forEach { line, number, end throws(LineFault) in try reader.take(line, number: number, end: end) }
            var reading = try reader.finish(path: path)
            reading.lineCount = lines.lineCount
            return reading
        } catch {
            throw InputError(path: path, line: error.line, fault: error.fault)
        }
    }
}

/// Finds out which reader the lines are for: a tdxmap's first line that is no comment is its header.
private struct FormatReader {
    private var text = TextReader()
    private var tdxmap: TDXMapReader?
    private var isUndecided = true
    private var lineCount = 0
    private var unterminated: Int?

    mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) throws(LineFault) {
        lineCount = number
        if isUndecided, !TDXMapReader.isComment(line) {
            isUndecided = false
            if TDXMapReader.isHeader(line) { tdxmap = TDXMapReader() }
        }
        if tdxmap != nil {
            try tdxmap?.take(line, number: number, end: end)
            if end == .endOfInput { unterminated = number }
        } else {
            try text.take(line, number: number, end: end)
        }
    }

    mutating func finish(path: String) throws(LineFault) -> MapReading {
        guard let tdxmap else { return try text.finish(path: path) }
        do {
            var reading = MapReading(path: path, map: try tdxmap.finish(), format: .tdxmap, memorySource: .tdxmap)
            if let unterminated {
                reading.warnings.append(InputWarning(path: path, line: unterminated, concern: .unterminatedLastLine))
            }
            return reading
        } catch {
            throw LineFault(line: lineCount, fault: error)
        }
    }
}
