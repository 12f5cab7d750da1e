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
    }

    /// Writes `bytes` to `path`.
    /// - Throws: `Errno`; `.fileExists` when the target exists and `existing` is `.refuse`. The temporary file is removed on every failure.
    public static func write(_ bytes: some Sequence<UInt8>, to path: FilePath, existing: Existing = .refuse) throws {
        let temporary = FilePath(path.string + ".\(getpid()).tmp")
        let file = try FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
        do {
            try file.closeAfter { _ = try file.writeAll(bytes) }
            switch existing {
            case .replace:
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
}
