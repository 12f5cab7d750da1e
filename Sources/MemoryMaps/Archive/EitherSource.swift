internal import SystemPackage

/// One of two kinds of sources.
enum EitherSource: ByteSource {
    case plain(FileSource)
    case decompressed(Decompression)

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        switch self {
        case .plain(let source): try source.read(into: buffer)
        case .decompressed(let source): try source.read(into: buffer)
        }
    }
}
