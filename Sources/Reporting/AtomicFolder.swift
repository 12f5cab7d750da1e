public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder of files that appears as a whole: filled under a temporary name beside the target and renamed.
public enum AtomicFolder {
    /// Writes `files` into a new folder `path`; with `.replace` an existing folder is kept and each file in it replaced, whole or not at all.
    /// - Throws: `Errno`; `.fileExists` when the folder exists and `existing` is `.refuse`. Nothing is left behind on failure.
    public static func write(_ files: [ExportedFile], to path: FilePath, existing: AtomicFile.Existing = .refuse) throws {
        if existing == .replace, isFolder(path) {
            for file in files { try AtomicFile.write(file.text.utf8, to: path.appending(file.name), existing: .replace) }
            return
        }
        guard access(path.string, F_OK) != 0 else { throw Errno.fileExists }
        let temporary = FilePath(path.string + ".\(getpid()).tmp")
        guard mkdir(temporary.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
        do {
            for file in files { try AtomicFile.write(file.text.utf8, to: temporary.appending(file.name)) }
            guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            for file in files { unlink(temporary.appending(file.name).string) }
            rmdir(temporary.string)
            throw error
        }
    }

    private static func isFolder(_ path: FilePath) -> Bool {
        guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec]) else { return false }
        try? descriptor.close()
        return true
    }
}
