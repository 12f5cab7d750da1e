public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that are either whole or absent: written to a temporary name beside the target and renamed.
public enum AtomicFile {
    /// What to do when the target exists.
    public enum Existing: Sendable {
        case refuse
        case replace
        /// Replace an empty file or one that begins with the same three bytes, as every file of this kind does; refuse any other.
        case replaceOfKind
    }

    /// Writes `bytes` to `path`.
    /// - Throws: `Errno`; `.fileExists` when the target exists and `existing` does not let it be replaced. The temporary file is removed on every failure.
    public static func write(_ bytes: some Sequence<UInt8>, to path: FilePath, existing: Existing = .refuse) throws {
        if existing == .replaceOfKind {
            let kind = Array(bytes.prefix(3))
            guard isEmptyOrAbsent(path) || firstBytes(of: path, kind.count) == kind else { throw Errno.fileExists }
        }
        let temporary = FilePath(path.string + ".\(getpid()).tmp")
        let file = try FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
        do {
            try file.closeAfter { _ = try file.writeAll(bytes) }
            switch existing {
            case .replace, .replaceOfKind:
                guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
            case .refuse:
                // link() fails where the target exists, so no other file can slip in between a check and a rename.
                guard link(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
                unlink(temporary.string)
            }
        } catch {
            unlink(temporary.string)
            throw error
        }
    }

    /// Whether writing to `path` destroys nothing. True where that cannot be known: writing then says why.
    public static func isEmptyOrAbsent(_ path: FilePath) -> Bool { firstBytes(of: path, 1)?.isEmpty ?? true }

    /// nil when there is no such file or it cannot be read.
    private static func firstBytes(of path: FilePath, _ count: Int) -> [UInt8]? {
        guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) else { return nil }
        defer { try? file.close() }
        return withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { buffer in
            (try? file.read(into: buffer)).map { Array(buffer[..<$0]) }
        }
    }
}
