package import SystemPackage

/// Bytes in order, in pieces.
package protocol ByteSource {
    /// Fills the beginning of `buffer` and says how many bytes that were; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int
}

extension ByteSource {
    /// The next `wanted` bytes; fewer only at the end.
    mutating func bytes(_ wanted: Int) throws(Errno) -> [UInt8] {
        // `wanted` may come from a forged header, so memory is allocated as the bytes arrive.
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
