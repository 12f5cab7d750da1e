internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An opened file, decompressed where it is compressed, and its first bytes.
struct OpenedFile {
    private let descriptor: FileDescriptor
    private var decompression: Decompression?
    private(set) var head: [UInt8]

    private static let headSize = 512
    /// The most layers of compression that are undone.
    private static let mostLayers = 4

    /// - Throws: `encoded` where the system has no program for the compression, `unreadable`.
    init(_ descriptor: FileDescriptor) throws(InputFault) {
        self.descriptor = descriptor
        do throws(Errno) {
            head = try Self.head(FileSource(descriptor: descriptor))
        } catch {
            throw .unreadable(error)
        }
        if Compression(head) != nil { try decompress() }
    }

    /// Undoes one layer of compression after the other until the content is not compressed.
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
                // The first bytes, which reading the head consumed.
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
    /// - Throws: `damaged` where the compressed data was not sound; only when `isWhole`: all of it was read.
    func finish(isWhole: Bool) throws(InputFault) {
        guard let decompression else { return }
        let isSound = decompression.finish()
        if isWhole, !isSound { throw .damaged }
    }

    private static func head(_ source: some ByteSource) throws(Errno) -> [UInt8] {
        var source = source
        return try source.bytes(headSize)
    }

    /// The file from its beginning; a pipe, which cannot be rewound, is copied into a nameless file.
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
