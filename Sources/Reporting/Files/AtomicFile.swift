package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that are either whole or absent: written under a temporary name beside the target and renamed.
///
/// Of a symbolic link the target is replaced and keeps its mode; devices and FIFOs are written into.
package enum AtomicFile {
    /// What to do when the target exists.
    package enum Existing: Sendable {
        /// Refuse to write.
        case refuse
        /// Put the new content in its place.
        case replace
        /// Replace an empty file or one that begins with the same three bytes, as every file of this kind does; refuse any other.
        case replaceOfKind
    }

    /// Writes `bytes` to `path`.
    /// - Throws: `OutputFault`; nothing is left behind then.
    package static func write(_ bytes: some Sequence<UInt8>, to path: FilePath, existing: Existing = .refuse)
        throws(OutputFault)
    {
        let target = try OutputTarget(path)
        var model: stat?
        switch target.kind {
        case .stream: return try StreamFile.write(bytes, to: path)
        case .absent: break
        case .regular(let info):
            if existing == .refuse { throw OutputFault(path, .exists) }
            if existing == .replaceOfKind {
                guard isOfKind(target.path, Array(bytes.prefix(3))) else { throw OutputFault(path, .anotherKind) }
            }
            model = info
        }
        do {
            try TemporaryFile.write(bytes, besides: target.path, like: model) {
                if existing == .refuse { try $0.link(target.path) } else { try $0.replace(target.path) }
            }
        } catch Errno.fileExists {
            throw OutputFault(path, .exists)
        } catch {
            throw OutputFault(path, .system(error as? Errno ?? .ioError))
        }
    }

    /// Whether the file is empty or begins with these bytes.
    static func isOfKind(_ path: FilePath, _ beginning: [UInt8]) -> Bool {
        firstBytes(of: path, beginning.count).map { $0.isEmpty || $0 == beginning } ?? false
    }

    /// nil when it cannot be read.
    private static func firstBytes(of path: FilePath, _ count: Int) -> [UInt8]? {
        guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) else {
            return nil
        }
        defer { try? file.close() }
        return withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { buffer in
            (try? file.read(into: buffer)).map { Array(buffer[..<$0]) }
        }
    }
}
