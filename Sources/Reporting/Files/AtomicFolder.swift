package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder of files that appears as a whole: filled under a temporary name beside the target and renamed.
package enum AtomicFolder {
    /// What would keep `write` from making the folder, known before there is anything to write.
    /// - Throws: `OutputFault`.
    package static func check(_ path: FilePath, existing: AtomicFile.Existing = .refuse) throws(OutputFault) {
        if existing == .replace, isFolder(path) { return }
        if path.isEmpty { throw OutputFault(path, .noName) }
        guard OutputTarget.named(path) == nil else { throw OutputFault(path, .exists) }
        let parent = path.removingLastComponent().appending(".")
        guard parent.withPlatformString({ access($0, W_OK | X_OK) }) == 0 else {
            throw OutputFault(path, .system(Errno(rawValue: errno)))
        }
    }

    /// Writes `files` into a new folder `path`; with `.replace` an existing folder is kept and each file in it replaced, whole or not at all.
    /// - Throws: `OutputFault`; nothing is left behind then.
    package static func write(_ files: [ExportedFile], to path: FilePath, existing: AtomicFile.Existing = .refuse)
        throws(OutputFault)
    {
        if existing == .replace, isFolder(path) {
            for file in files {
                try AtomicFile.write(file.text.utf8, to: path.appending(file.name), existing: .replace)
            }
            return
        }
        try check(path)
        do {
            try HeldSignals.during { try fill(TemporaryFile.name(besides: path), files, thenName: path) }
        } catch {
            let cause = error as? Errno ?? .ioError
            throw OutputFault(path, cause == .fileExists || cause == .directoryNotEmpty ? .exists : .system(cause))
        }
    }

    private static func fill(_ temporary: FilePath, _ files: [ExportedFile], thenName path: FilePath) throws {
        guard temporary.withPlatformString({ mkdir($0, 0o755) }) == 0 else { throw Errno(rawValue: errno) }
        do {
            for file in files { try fill(temporary.appending(file.name), file.text) }
            guard temporary.withPlatformString({ from in path.withPlatformString { rename(from, $0) } }) == 0 else {
                throw Errno(rawValue: errno)
            }
        } catch {
            for file in files { _ = temporary.appending(file.name).withPlatformString { unlink($0) } }
            _ = temporary.withPlatformString { rmdir($0) }
            throw error
        }
    }

    /// No other process knows the folder's name yet: a file in it needs no temporary name of its own.
    private static func fill(_ path: FilePath, _ text: String) throws {
        let descriptor = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
            permissions: [.ownerReadWrite, .groupRead, .otherRead])
        try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
    }

    private static func isFolder(_ path: FilePath) -> Bool {
        guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec]) else {
            return false
        }
        try? descriptor.close()
        return true
    }
}
