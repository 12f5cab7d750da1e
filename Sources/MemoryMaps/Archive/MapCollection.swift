internal import SafeText
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds the inputs below a path: a file, a folder with all that lies in it, a tar archive, compressed or not.
public enum MapCollection {
    /// Calls `body` for each input, always in the same order: names ascending by their bytes, archives in theirs. Links to folders are not followed.
    ///
    /// Memory use is that of the largest folder's names and of one file of an archive.
    public static func forEach<Failure: Error>(in path: String, _ body: (CollectedInput) throws(Failure) -> Void)
        throws(Failure)
    {
        try visit(path, isNamed: true, body)
    }

    private static func visit<Failure: Error>(
        _ path: String, isNamed: Bool, _ body: (CollectedInput) throws(Failure) -> Void
    ) throws(Failure) {
        guard path != "-" else { return try visitFile(path, .standardInput, isStream: true, body) }
        var status = stat()
        let name = FilePath(argument: path)
        guard name.withPlatformString({ isNamed ? stat($0, &status) : lstat($0, &status) }) == 0 else {
            return try body(.failed(InputError(path: path, line: nil, fault: .unreadable(Errno(rawValue: errno)))))
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return try visitFolder(path, body)
        case S_IFLNK:
            guard name.withPlatformString({ stat($0, &status) }) == 0 else {
                return try body(.failed(InputError(path: path, line: nil, fault: .unreadable(Errno(rawValue: errno)))))
            }
            guard status.st_mode & S_IFMT == S_IFREG else {
                return try body(.passedOver(.special(path, status.st_mode)))
            }
        case S_IFREG: break
        default:
            // Reading a pipe or a device that the user did not name may never end.
            guard isNamed else { return try body(.passedOver(.special(path, status.st_mode))) }
            guard isInherited(path) else {
                return try body(.failed(.special(path, status.st_mode)))
            }
        }
        guard let descriptor = try? FileDescriptor.open(name, .readOnly, options: .closeOnExec) else {
            return try body(.file(path: path))
        }
        defer { try? descriptor.close() }
        try visitFile(path, descriptor, isStream: status.st_mode & S_IFMT != S_IFREG, body)
    }

    /// Whether a path names a file descriptor that this process inherited: `/dev/stdin`, a shell's `<(...)`.
    private static func isInherited(_ path: String) -> Bool {
        path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
    }

    private static func visitFolder<Failure: Error>(_ path: String, _ body: (CollectedInput) throws(Failure) -> Void)
        throws(Failure)
    {
        if Folder.exists("\(path)/0/start") || MemoryBlockDirectory.isOne(path) { return try body(.file(path: path)) }
        var names: [String] = []
        do throws(InputError) {
            try Folder.forEachName(path) { name throws(InputError) in
                if !name.hasPrefix(".") { names.append(name) }
            }
        } catch {
            return try body(.failed(error))
        }
        names.sort { ArgumentText.bytes(of: $0).lexicographicallyPrecedes(ArgumentText.bytes(of: $1)) }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        for name in names { try visit(prefix + name, isNamed: false, body) }
    }

    /// - Parameter isStream: whether the bytes can be read only once: the file cannot be opened again.
    private static func visitFile<Failure: Error>(
        _ path: String, _ descriptor: FileDescriptor, isStream: Bool, _ body: (CollectedInput) throws(Failure) -> Void
    ) throws(Failure) {
        let file: OpenedFile
        do { file = try OpenedFile(descriptor) } catch {
            return try body(.failed(InputError(path: path, line: nil, fault: error)))
        }
        defer { try? file.finish(isWhole: false) }
        if file.isTar { return try visitArchive(file.source, path, body) }
        guard isStream else { return try body(.file(path: path)) }
        try body(Self.member(file.source, path))
    }

    /// The whole content of a stream.
    private static func member(_ source: some ByteSource, _ path: String) -> CollectedInput {
        var source = source
        do {
            let bytes = try source.bytes(longestFile + 1)
            return bytes.count > longestFile
                ? .failed(InputError(path: path, line: nil, fault: .tooLarge)) : .member(path: path, bytes: bytes)
        } catch {
            return .failed(InputError(path: path, line: nil, fault: .unreadable(error)))
        }
    }

    /// The deepest nesting of archives that is opened.
    private static let mostArchives = 4
    /// The largest file that is read, in bytes; no log is larger.
    static let longestFile = 256 << 20

    /// Calls `body` for each file of a tar archive in memory; `path` stands for its path.
    public static func forEach<Failure: Error>(
        inArchive bytes: [UInt8], path: String, _ body: (CollectedInput) throws(Failure) -> Void
    ) throws(Failure) {
        try visitArchive(ArraySource(bytes), path, body)
    }

    /// - Parameter depth: archives around this one.
    private static func visitArchive<Failure: Error>(
        _ source: some ByteSource, _ path: String, depth: Int = 0, _ body: (CollectedInput) throws(Failure) -> Void
    ) throws(Failure) {
        var reader = TarReader(source)
        var trees = ArchivedTrees()
        while let input = next(&reader, path, &trees) {
            if case .member(let name, let bytes) = input, depth < mostArchives,
                try visitArchive(inMember: bytes, name, depth: depth + 1, body)
            {
                continue
            }
            try body(input)
            // Behind damaged data the borders of members are unknown.
            if case .failed(let error) = input, error.fault != .tooLarge { break }
        }
        for tree in trees.inputs(in: path) { try body(tree) }
    }

    /// Visits a member that is an archive itself, compressed or not. Returns whether it is one.
    private static func visitArchive<Failure: Error>(
        inMember bytes: [UInt8], _ name: String, depth: Int, _ body: (CollectedInput) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        if TarHeader.isOne(Array(bytes.prefix(TarHeader.size))) {
            try visitArchive(ArraySource(bytes), name, depth: depth, body)
            return true
        }
        guard Compression(bytes) != nil, let descriptor = try? OpenedFile.nameless(bytes) else { return false }
        defer { try? descriptor.close() }
        // A member that cannot be decompressed is an input too: reading it gives the error.
        guard let file = try? OpenedFile(descriptor) else { return false }
        defer { try? file.finish(isWhole: false) }
        guard file.isTar else { return false }
        try visitArchive(file.source, name, depth: depth, body)
        return true
    }

    /// The next file of an archive that is not part of a tree; nil at its end. A function of its own, because a fault of the archive
    /// is not a `Failure` of `body`.
    private static func next(
        _ reader: inout TarReader<some ByteSource>, _ path: String, _ trees: inout ArchivedTrees
    ) -> CollectedInput? {
        while true {
            do {
                switch try reader.next(longest: UInt64(longestFile)) {
                case .file(let name, let bytes):
                    if !trees.take(name, bytes), !name.hasSuffix("/") {
                        return .member(path: "\(path)/\(name)", bytes: bytes)
                    }
                case .other(let name): _ = trees.take(name, nil)
                case .tooLarge(let name):
                    return .failed(InputError(path: "\(path)/\(name)", line: nil, fault: .tooLarge))
                case nil: return nil
                }
            } catch {
                return .failed(InputError(path: path, line: nil, fault: error))
            }
        }
    }
}

extension InputError {
    /// The kind of `path`, by its mode, where it is not a file.
    fileprivate static func special(_ path: String, _ mode: mode_t) -> InputError {
        let kind =
            switch mode & S_IFMT {
            case S_IFIFO: "a named pipe"
            case S_IFSOCK: "a socket"
            case S_IFDIR: "a link to a folder"
            default: "a device"
            }
        return InputError(path: path, line: nil, fault: .specialFile(kind))
    }
}
