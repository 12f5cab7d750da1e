package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that one process writes again and again while others are kept from it: of several that begin at once, one has it and the others learn of that.
///
/// An existing file is locked (flock) from the beginning, a new one from the moment it has its name, and every version before it replaces the one before.
/// File systems without locks still have the second guard: no version replaces one that this process did not write or begin with.
package final class ClaimedFile {
    private let path: FilePath
    /// nil: a device or a FIFO, which cannot be locked.
    private let target: FilePath?
    /// The version that is there; nil where there is no file yet.
    private var version: stat?
    private var lock: FileDescriptor?

    /// - Parameter replaces: whether a file with something in it may be replaced.
    /// - Throws: `OutputFault`: `.exists`, `.claimed` where another process has it, or why there can be no such file.
    package init(_ path: FilePath, replaces: Bool) throws(OutputFault) {
        self.path = path
        // Another process may replace the file between a look at it and the lock.
        for _ in 0..<100 {
            let target = try OutputTarget(path)
            guard case .regular(let info) = target.kind else {
                if case .stream = target.kind { self.target = nil } else { self.target = target.path }
                return
            }
            guard replaces || info.st_size == 0 else { throw OutputFault(path, .exists) }
            guard let lock = Self.locked(target.path) else { throw OutputFault(path, .claimed) }
            guard let now = OutputTarget.named(target.path), OutputTarget.areSame(now, info), lock.isOf(info) else {
                lock.close()
                continue
            }
            self.target = target.path
            self.lock = lock.descriptor
            version = info
            return
        }
        throw OutputFault(path, .claimed)
    }

    deinit { try? lock?.close() }

    /// Whether what is written goes to a device or a FIFO: each time anew, behind what was written before.
    package var isStream: Bool { target == nil }

    /// Writes `bytes` in place of the version before.
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

    /// A lock, or that there can be none here.
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
