internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The system's decompressors at work, one after the other where something is compressed more than once: what the last
/// one writes can be read.
struct Decompression: ByteSource {
    private let output: FileDescriptor
    private let processes: [pid_t]

    /// Starts the programs for `layers`, the outermost first, on the rest of `input`, which must be at its beginning.
    /// - Throws: `encoded` where the system does not have one of them, `unreadable`.
    init(_ layers: [Compression], _ input: FileDescriptor) throws(InputFault) {
        var source = input
        var started: [pid_t] = []
        for layer in layers {
            let next: (id: pid_t, output: FileDescriptor)?
            do { next = try Self.start(layer, source) } catch { throw .unreadable(error) }
            if source.rawValue != input.rawValue { try? source.close() }
            guard let next else {
                Self.wait(started)
                throw .encoded("compressed with \(layer.rawValue)")
            }
            started.append(next.id)
            source = next.output
        }
        output = source
        processes = started
    }

    /// Starts one program; nil where the system does not have it.
    private static func start(
        _ compression: Compression, _ input: FileDescriptor
    ) throws(Errno) -> (id: pid_t, output: FileDescriptor)? {
        guard let program = Self.program(compression.rawValue) else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        // Another program that is started meanwhile would keep the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (readEnd, writeEnd) = (FileDescriptor(rawValue: ends[0]), FileDescriptor(rawValue: ends[1]))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.rawValue, 0)
        posix_spawn_file_actions_adddup2(&actions, writeEnd.rawValue, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var id = pid_t()
        let result = program.withCString { program in
            "-dc".withCString { option in
                var arguments: [UnsafeMutablePointer<CChar>?] = [
                    UnsafeMutablePointer(mutating: program), UnsafeMutablePointer(mutating: option), nil,
                ]
                return posix_spawn(&id, program, &actions, nil, &arguments, environ)
            }
        }
        try? writeEnd.close()
        guard result == 0 else {
            try? readEnd.close()
            return nil
        }
        return (id, readEnd)
    }

    /// Looked for in the absolute folders of PATH alone: no folder that an input comes from can bring a program of that name.
    private static func program(_ name: String) -> String? {
        guard let path = getenv("PATH") else { return nil }
        return String(cString: path).split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first {
            access($0, X_OK) == 0
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        try FileSource(descriptor: output).read(into: buffer)
    }

    /// Waits for the programs' end; they are ended if not all was read.
    /// - Returns: whether all came to the end of sound data.
    @discardableResult func finish() -> Bool {
        try? output.close()
        return Self.wait(processes)
    }

    @discardableResult private static func wait(_ processes: [pid_t]) -> Bool {
        var areSound = true
        for process in processes {
            var status: Int32 = 0
            while waitpid(process, &status, 0) == -1 {
                guard errno == EINTR else {
                    status = -1
                    break
                }
            }
            areSound = areSound && status == 0
        }
        return areSound
    }
}

/// A file that was opened, as it is or decompressed, with its first bytes looked at.
struct OpenedFile {
    private let descriptor: FileDescriptor
    private var decompression: Decompression?
    private(set) var head: [UInt8]

    private static let headSize = 512
    /// How often anything may be compressed over again.
    private static let mostLayers = 4

    /// - Throws: `encoded` for a compression that the system cannot undo, `unreadable`.
    init(_ descriptor: FileDescriptor) throws(InputFault) {
        self.descriptor = descriptor
        do throws(Errno) {
            head = try Self.head(FileSource(descriptor: descriptor))
        } catch {
            throw .unreadable(error)
        }
        if Compression(head) != nil { try decompress() }
    }

    /// Undoes one compression after the other until the content is none.
    private mutating func decompress() throws(InputFault) {
        do {
            let start = try Self.atStart(descriptor, head)
            defer { if start.rawValue != descriptor.rawValue { try? start.close() } }
            var layers: [Compression] = []
            while let compression = Compression(head) {
                decompression?.finish()
                decompression = nil
                guard layers.count < Self.mostLayers else {
                    throw InputFault.encoded("compressed more than \(Self.mostLayers) times")
                }
                layers.append(compression)
                // What the program before has read of it.
                try start.seek(offset: 0, from: .start)
                let decompression = try Decompression(layers, start)
                self.decompression = decompression
                head = try Self.head(decompression)
            }
        } catch let fault as InputFault {
            throw fault
        } catch {
            throw .unreadable(error as? Errno ?? .ioError)
        }
    }

    /// Whether the content is a tar archive.
    var isTar: Bool { TarHeader.isOne(head) }

    /// Whether the content is a text inside of JSON strings.
    var isEscaped: Bool { UnescapingSource<ArraySource>.isEscaped(head) }

    /// The content from its beginning.
    var source: some ByteSource {
        PrefixedSource(head, decompression.map(EitherSource.decompressed) ?? .plain(FileSource(descriptor: descriptor)))
    }

    /// Ends reading.
    /// - Throws: `damaged` where the compressed data was not sound; only when `isWhole`, that is when all of it was read.
    func finish(isWhole: Bool) throws(InputFault) {
        guard let decompression else { return }
        let isSound = decompression.finish()
        if isWhole, !isSound { throw .damaged }
    }

    private static func head(_ source: some ByteSource) throws(Errno) -> [UInt8] {
        var source = source
        return try source.bytes(headSize)
    }

    /// The file from its beginning on: what cannot be wound back, a pipe, goes through a nameless file.
    private static func atStart(_ descriptor: FileDescriptor, _ head: [UInt8]) throws -> FileDescriptor {
        if (try? descriptor.seek(offset: 0, from: .start)) != nil { return descriptor }
        let copy = try nameless()
        try copy.writeAll(head)
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try piece.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            if count == 0 { break }
            try copy.writeAll(piece[..<count])
        }
        try copy.seek(offset: 0, from: .start)
        return copy
    }

    /// A file with these bytes, at its beginning.
    static func nameless(_ bytes: [UInt8]) throws(InputFault) -> FileDescriptor {
        do {
            let file = try nameless()
            try file.writeAll(bytes)
            try file.seek(offset: 0, from: .start)
            return file
        } catch {
            throw .unreadable(error as? Errno ?? .ioError)
        }
    }

    private static func nameless() throws -> FileDescriptor {
        var name = Array("/tmp/tdmr-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw Errno(rawValue: errno) }
        unlink(name)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        return FileDescriptor(rawValue: file)
    }
}

/// One of two kinds of sources.
enum EitherSource: ByteSource {
    case plain(FileSource)
    case decompressed(Decompression)

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        switch self {
        case .plain(let source): try source.read(into: buffer)
        case .decompressed(let source): try source.read(into: buffer)
        }
    }
}

/// Bytes that were read already, and then the rest.
struct PrefixedSource<Rest: ByteSource>: ByteSource {
    private var head: ArraySource
    private var rest: Rest

    init(_ head: [UInt8], _ rest: Rest) {
        self.head = ArraySource(head)
        self.rest = rest
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        let count = try head.read(into: buffer)
        return count > 0 ? count : try rest.read(into: buffer)
    }
}
