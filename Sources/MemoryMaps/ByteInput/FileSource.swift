internal import SystemPackage

/// A file, a pipe or a device.
struct FileSource: ByteSource {
    let descriptor: FileDescriptor

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        do {
            return try descriptor.read(into: buffer, retryOnInterrupt: true)
        } catch {
            throw error as? Errno ?? .ioError
        }
    }
}
