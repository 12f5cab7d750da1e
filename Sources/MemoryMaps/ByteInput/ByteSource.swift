package import SystemPackage

/// Bytes in order, in pieces.
package protocol ByteSource {
    /// Fills the beginning of `buffer` and says how many bytes that were; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int
}

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

/// Bytes in memory, handed out in pieces of at most `pieceSize`.
package struct ArraySource: ByteSource {
    let bytes: [UInt8]
    let pieceSize: Int
    private var position = 0

    /// A source of `bytes`, at most `pieceSize` at a time.
    package init(_ bytes: [UInt8], pieceSize: Int = .max) {
        self.bytes = bytes
        self.pieceSize = max(1, pieceSize)
    }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        let count = min(buffer.count, pieceSize, bytes.count - position)
        bytes.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
        }
        position += count
        return count
    }
}

extension ByteSource {
    /// The next `wanted` bytes; fewer only at the end.
    mutating func bytes(_ wanted: Int) throws(Errno) -> [UInt8] {
        // What is wanted may be what a header claims: memory is taken as the bytes come.
        var bytes: [UInt8] = []
        var filled = 0
        while filled < wanted {
            if filled == bytes.count { bytes += repeatElement(0, count: min(wanted - filled, max(1 << 16, filled))) }
            let result = bytes.withUnsafeMutableBytes { buffer in
                Result { () throws(Errno) -> Int in
                    try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
                }
            }
            let count = try result.get()
            if count == 0 { break }
            filled += count
        }
        bytes.removeSubrange(filled...)
        return bytes
    }
}
