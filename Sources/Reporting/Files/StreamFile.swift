internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Devices and FIFOs as output: written into in order.
enum StreamFile {
    /// How long to wait for a reader of a FIFO.
    private static let patience = Duration.seconds(10)

    /// - Throws: `OutputFault`.
    static func write(_ bytes: some Sequence<UInt8>, to path: FilePath) throws(OutputFault) {
        do {
            let descriptor = try opened(path)
            _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
        } catch let fault as OutputFault {
            throw fault
        } catch {
            throw OutputFault(path, .system(error as? Errno ?? .ioError))
        }
    }

    /// - Throws: `OutputFault`, `Errno`.
    static func opened(_ path: FilePath) throws -> FileDescriptor {
        var info = stat()
        guard path.withPlatformString({ stat($0, &info) }) == 0 else { throw Errno(rawValue: errno) }
        // If it were opened again, a redirected file would be overwritten from its beginning.
        if let standard = OutputTarget.standardStream(info) { return try standard.duplicate() }
        let isFIFO = info.st_mode & S_IFMT == S_IFIFO
        let start = ContinuousClock.now
        while true {
            do {
                // Without waiting: opening a FIFO without a reader would block.
                let descriptor = try FileDescriptor.open(path, .writeOnly, options: [.nonBlocking, .closeOnExec])
                let flags = fcntl(descriptor.rawValue, F_GETFL)
                _ = fcntl(descriptor.rawValue, F_SETFL, flags & ~O_NONBLOCK)
                return descriptor
            } catch Errno.noSuchAddressOrDevice where isFIFO {
                guard ContinuousClock.now - start < patience else {
                    throw OutputFault(path, .noReader(within: patience))
                }
                usleep(10_000)
            }
        }
    }
}
