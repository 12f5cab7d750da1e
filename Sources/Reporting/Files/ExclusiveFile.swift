package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that one process rewrites repeatedly while other processes are kept out: of several that start at once, one gets it and the others an error.
///
/// An existing file is locked (flock) from the beginning, a new one from the moment it has its name; each new version is locked before it replaces the last.
/// On file systems without locks there is still a second guard: a version that another process wrote meanwhile is not replaced.
package final class ExclusiveFile {
    private let path: FilePath
    /// nil: a device or a FIFO, which cannot be locked.
    private let target: FilePath?
    /// The current version of the file; nil where there is no file yet.
    private var version: stat?
    private var lock: FileDescriptor?

    /// - Parameter replaces: whether a file with something in it may be replaced.
    /// - Throws: `OutputFault`: `.exists`, `.locked` where another process has it, or why the file cannot be created.
    package init(_ path: FilePath, replaces: Bool) throws(OutputFault) {
        self.path = path
        // Another process may replace the file between reading its status and locking it.
        for _ in 0..<100 {
            let target = try OutputTarget(path)
            guard case .regular(let info) = target.kind else {
                if case .stream = target.kind { self.target = nil } else { self.target = target.path }
                return
            }
            guard replaces || info.st_size == 0 else { throw OutputFault(path, .exists) }
            guard let lock = Self.locked(target.path) else { throw OutputFault(path, .locked) }
            guard let now = OutputTarget.named(target.path), OutputTarget.areSame(now, info), lock.isOf(info) else {
                lock.close()
                continue
            }
            self.target = target.path
            self.lock = lock.descriptor
            version = info
            return
        }
        throw OutputFault(path, .locked)
    }

    deinit { try? lock?.close() }

    /// Whether the output is a device or a FIFO, to which every version is appended.
    package var isStream: Bool { target == nil }

    /// Replaces the current version by `bytes`.
    /// - Throws: `OutputFault`; `.overtaken` where another process wrote the file meanwhile. Nothing is changed then.
    package func save(_ bytes: some Sequence<UInt8>) throws(OutputFault) {
        guard let target else { return try StreamFile.write(bytes, to: path) }
        let there = OutputTarget.named(target)
        if let there {
            guard let version, OutputTarget.areSame(there, version) else { throw OutputFault(path, .overtaken) }
        }
        do {
            try TemporaryFile.write(bytes, besides: target, like: version) { file in
                let next = Self.locked(file.path)
                let written = OutputTarget.named(file.path)
                if there == nil { try file.link(target) } else { try file.replace(target) }
                try? lock?.close()
                lock = next?.descriptor
                version = written
            }
        } catch Errno.fileExists {
            throw OutputFault(path, .overtaken)
        } catch {
            throw OutputFault(path, .system(error as? Errno ?? .ioError))
        }
    }

    /// A lock; without a descriptor where the file system has no locks.
    private struct Lock {
        var descriptor: FileDescriptor?

        func isOf(_ info: stat) -> Bool {
            guard let descriptor else { return true }
            var own = stat()
            return fstat(descriptor.rawValue, &own) == 0 && OutputTarget.areSame(own, info)
        }

        func close() { try? descriptor?.close() }
    }

    /// Locks the file for this process; nil where another one has it.
    private static func locked(_ path: FilePath) -> Lock? {
        guard
            let descriptor = try? FileDescriptor.open(
                path, .readOnly, options: [.nonBlocking, .noFollow, .closeOnExec])
        else { return Lock() }
        if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 { return Lock(descriptor: descriptor) }
        let isTaken = errno == EWOULDBLOCK
        try? descriptor.close()
        return isTaken ? nil : Lock()
    }
}
