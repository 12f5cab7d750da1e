package import SystemPackage

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
