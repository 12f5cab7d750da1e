package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file to which lines are appended, and which gets its name only when it is complete: until then it is called NAME.partial, which a stopped process leaves for
/// another one to resume.
///
/// First the lines of an earlier run are read, then `beginWriting` drops what follows them, and lines are written. Memory use is that of one line.
package struct GrowingFile {
    private let path: FilePath
    private let target: OutputTarget
    private let descriptor: FileDescriptor
    /// nil: the output goes directly to a device or a FIFO.
    private let partial: FilePath?
    private var earlier: LineReader?

    /// - Parameter beginning: the first bytes of every file of this kind: only such a file is replaced.
    /// - Parameter resumes: whether an earlier run's lines are read; they are dropped otherwise. Where that run had finished, they are those of the complete file.
    /// - Throws: `OutputFault`; `.locked` where another process writes it.
    package init(_ path: FilePath, beginning: String, resumes: Bool) throws(OutputFault) {
        self.path = path
        target = try OutputTarget(path)
        do {
            if case .stream = target.kind {
                partial = nil
                descriptor = try StreamFile.opened(path)
                return
            }
            if case .regular = target.kind, !AtomicFile.isOfKind(target.path, Array(beginning.utf8)) {
                throw OutputFault(path, .anotherKind)
            }
            let partial = FilePath(target.path.string + ".partial")
            self.partial = partial
            let isNew = OutputTarget.named(partial) == nil
            guard isNew || AtomicFile.isOfKind(partial, Array(beginning.utf8)) else {
                throw OutputFault(partial, .anotherKind)
            }
            descriptor = try Self.open(partial)
            if resumes {
                if isNew, case .regular = target.kind { try Self.copy(target.path, to: descriptor) }
                earlier = LineReader(descriptor)
            } else {
                try descriptor.resize(to: 0)
            }
        } catch let fault as OutputFault {
            throw fault
        } catch {
            throw OutputFault(path, .system(error as? Errno ?? .ioError))
        }
    }

    /// Opened for this process alone. A planted symbolic link is not followed, and a file with a second hard link is not touched.
    private static func open(_ partial: FilePath) throws -> FileDescriptor {
        let descriptor = try FileDescriptor.open(
            partial, .readWrite, options: [.create, .noFollow, .closeOnExec, .nonBlocking],
            permissions: [.ownerReadWrite, .groupRead, .otherRead])
        var info = stat()
        guard fstat(descriptor.rawValue, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_nlink == 1 else {
            try? descriptor.close()
            throw OutputFault(partial, .anotherKind)
        }
        if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            try? descriptor.close()
            throw OutputFault(partial, .locked)
        }
        return descriptor
    }

    private static func copy(_ path: FilePath, to descriptor: FileDescriptor) throws {
        let whole = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
        try whole.closeAfter {
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = try piece.withUnsafeMutableBytes({ try whole.read(into: $0) }), count > 0 {
                try descriptor.writeAll(piece[..<count])
            }
        }
        try descriptor.seek(offset: 0, from: .start)
    }

    /// The next line that an earlier run wrote, without its newline; nil after the last whole line.
    /// - Throws: `OutputFault`.
    package mutating func nextEarlierLine() throws(OutputFault) -> [UInt8]? {
        do {
            guard let line = try earlier?.next() else { return nil }
            return line.isWhole ? line.bytes : nil
        } catch {
            throw OutputFault(path, .system(error as? Errno ?? .ioError))
        }
    }

    /// Ends the reading: the content after the lines read so far is dropped, and so is the last line read if it is torn or not to be kept.
    /// - Throws: `OutputFault`.
    package mutating func beginWriting(keepsLast: Bool) throws(OutputFault) {
        guard let reader = earlier else { return }
        earlier = nil
        do {
            try descriptor.resize(to: Int64(keepsLast && reader.isWhole ? reader.end : reader.start))
            try descriptor.seek(offset: 0, from: .end)
        } catch {
            throw OutputFault(path, .system(error as? Errno ?? .ioError))
        }
    }

    /// - Throws: `OutputFault`.
    package func write(_ line: String) throws(OutputFault) {
        do {
            try descriptor.writeAll((line + "\n").utf8)
        } catch {
            // On a full disk there may be no complete line to resume from.
            var info = stat()
            if let partial, fstat(descriptor.rawValue, &info) == 0, info.st_size == 0 {
                _ = partial.withPlatformString { unlink($0) }
            }
            throw OutputFault(path, .system(error as? Errno ?? .ioError))
        }
    }

    /// Removes the unfinished file.
    package func discard() {
        if let partial { _ = partial.withPlatformString { unlink($0) } }
        try? descriptor.close()
    }

    /// Gives the file its name. The mode of a file that is replaced is kept.
    /// - Throws: `OutputFault`; the lines stay in NAME.partial then.
    package func finish() throws(OutputFault) {
        do {
            if let partial {
                if case .regular(let model) = target.kind { fchmod(descriptor.rawValue, model.st_mode & 0o7777) }
                guard partial.withPlatformString({ from in target.path.withPlatformString { rename(from, $0) } }) == 0
                else { throw Errno(rawValue: errno) }
            }
            try descriptor.close()
        } catch {
            throw OutputFault(path, .system(error as? Errno ?? .ioError))
        }
    }
}
