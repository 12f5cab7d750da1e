internal import SafeText
internal import SystemPackage

/// Reads a memory map in any supported format; the content decides which.
public enum MapReader {
    /// Reads `path`: a file, a directory like /sys/firmware/memmap, or `-` for standard input.
    ///
    /// Memory use is bounded by the map, not by the input; time is linear in the input, except for sorting statements that are out of order.
    ///
    /// - Parameters:
    ///   - path: a file, a directory, or `-` for standard input.
    ///   - boot: which boot of a kernel log counts, from 1; nil for the one that the format's rules choose.
    public static func read(_ path: String, boot: Int? = nil) throws(InputError) -> MapReading {
        guard path != "-" else { return try read(.standardInput, path: path, boot: boot) }
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(FilePath(argument: path), .readOnly)
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
        defer { try? descriptor.close() }
        do {
            return try read(descriptor, path: path, boot: boot)
        } catch  where error.fault == .unreadable(.isDirectory) {
            if let boot { throw InputError(path: path, line: 1, fault: .noSuchBoot(boot, boots: 0)) }
            // A copied tree may be named by the folder that it lies in.
            let below = path.hasSuffix("/") ? path : path + "/"
            for tree in [path, below + "memory"] where MemoryBlockDirectory.isOne(tree) {
                return try MemoryBlockDirectory.read(tree)
            }
            let isAbove = !Folder.exists(below + "0/start") && Folder.exists(below + "memmap/0/start")
            return try read(FirmwareDirectory.entries(isAbove ? below + "memmap" : path), directory: path)
        }
    }

    /// Reads an open file, through the system's decompressor where it is compressed.
    private static func read(_ descriptor: FileDescriptor, path: String, boot: Int?) throws(InputError) -> MapReading {
        let file: OpenedFile
        do { file = try OpenedFile(descriptor) } catch {
            let line: Int? = if case .encoded = error { 1 } else { nil }
            throw InputError(path: path, line: line, fault: error)
        }
        let result: Result<MapReading, InputError>
        do throws(InputError) {
            result = .success(
                file.isEscaped
                    ? try read(UnescapingSource(file.source), path: path, boot: boot)
                    : try read(file.source, path: path, boot: boot))
        } catch {
            result = .failure(error)
        }
        // An input that is refused early is not read to its end.
        if case .failure(let error) = result {
            switch error.fault {
            case .archive, .tooLong, .lineTooLong:
                try? file.finish(isWhole: false)
                throw error
            default: break
            }
        }
        // Damaged data would read as a short or empty log: the damage is the error to report.
        do { try file.finish(isWhole: true) } catch { throw InputError(path: path, line: nil, fault: error) }
        return try result.get()
    }

    /// Reads a map from memory, compressed or not; `name` stands for the path in messages.
    public static func read(_ bytes: [UInt8], name: String, boot: Int? = nil) throws(InputError) -> MapReading {
        // A file name with a line end in it would push the tar mark out of the first line.
        if TarHeader.isOne(Array(bytes.prefix(TarHeader.size))) {
            throw InputError(path: name, line: 1, fault: .archive("a tar archive"))
        }
        if Compression(bytes) != nil {
            let file: FileDescriptor
            do { file = try OpenedFile.nameless(bytes) } catch { throw InputError(path: name, line: nil, fault: error) }
            defer { try? file.close() }
            return try read(file, path: name, boot: boot)
        }
        guard UnescapingSource<ArraySource>.isEscaped(Array(bytes.prefix(512))) else {
            return try read(ArraySource(bytes), path: name, boot: boot)
        }
        return try read(UnescapingSource(ArraySource(bytes)), path: name, boot: boot)
    }

    /// Reads a map from any source; `path` is for messages.
    package static func read(_ source: some ByteSource, path: String, boot: Int? = nil) throws(InputError) -> MapReading
    {
        var lines = LineStream(source)
        var reader = FormatReader(boot: boot)
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
