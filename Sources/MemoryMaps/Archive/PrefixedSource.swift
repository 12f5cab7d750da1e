internal import SystemPackage

/// Bytes that were read already, and then the rest.
struct PrefixedSource<Rest: ByteSource>: ByteSource {
    private var head: ArraySource
    private var rest: Rest

    init(_ head: [UInt8], _ rest: Rest) {
        self.head = ArraySource(head)
        self.rest = rest
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        let count = try head.read(into: buffer)
        return count > 0 ? count : try rest.read(into: buffer)
    }
}
