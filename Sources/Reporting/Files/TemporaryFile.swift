internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A new file under an unpredictable name, in the folder of the file that it is to become.
///
/// It is created exclusively, so a file or link planted under its name is never written to.
struct TemporaryFile {
    let path: FilePath
    let descriptor: FileDescriptor

    /// - Parameter model: an existing file whose mode and owner the new one gets; nil: a new file's own.
    /// - Throws: `Errno`.
    init(besides target: FilePath, like model: stat?) throws {
        path = Self.name(besides: target)
        // Only the owner may open the file until it gets the mode of the one it replaces.
        let permissions: FilePermissions = model == nil ? [.ownerReadWrite, .groupRead, .otherRead] : .ownerReadWrite
        descriptor = try FileDescriptor.open(
            path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec], permissions: permissions)
        guard let model else { return }
        // The owner is kept where that is allowed; the mode must be kept, and is set second because changing the owner clears bits of it.
        _ = fchown(descriptor.rawValue, model.st_uid, model.st_gid)
        fchmod(descriptor.rawValue, model.st_mode & 0o7777)
    }

    /// Gives the file its name, in place of another one.
    /// - Throws: `Errno`.
    func replace(_ target: FilePath) throws {
        guard path.withPlatformString({ from in target.withPlatformString { rename(from, $0) } }) == 0 else {
            throw Errno(rawValue: errno)
        }
    }

    /// Gives the file its name, which must be free: unlike a check and a rename, this cannot overwrite a file created in between.
    /// - Throws: `Errno`.
    func link(_ target: FilePath) throws {
        guard path.withPlatformString({ from in target.withPlatformString { systemLink(from, $0) } }) == 0 else {
            throw Errno(rawValue: errno)
        }
        remove()
    }

    func remove() { _ = path.withPlatformString { unlink($0) } }

    /// Writes `bytes` into a temporary file, closes it and lets `finish` name it. The file is gone where any of that fails or a signal ends the process.
    /// - Throws: `Errno`.
    static func write(
        _ bytes: some Sequence<UInt8>, besides target: FilePath, like model: stat?,
        _ finish: (TemporaryFile) throws -> Void
    ) throws {
        try HeldSignals.during {
            let file = try TemporaryFile(besides: target, like: model)
            do {
                try file.descriptor.closeAfter { _ = try file.descriptor.writeAll(bytes) }
                try finish(file)
            } catch {
                file.remove()
                throw error
            }
        }
    }

    static func name(besides target: FilePath) -> FilePath {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return target.removingLastComponent().appending(".tdmr-\(number).tmp")
    }
}

/// link(2), under a name that a method called `link` does not hide.
private func systemLink(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> Int32 { link(from, to) }
