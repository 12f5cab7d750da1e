public import PhysicalMemory

/// Length and checksum of a map's text: enough to see that it has not changed by a byte.
public struct MapFingerprint: Hashable, Sendable {
    /// The size of the map's text as a tdxmap.
    public var size: ByteCount
    /// FNV-1a, 64 bits (Fowler, Noll, Vo; RFC 9923).
    public var fnv1a64: UInt64

    public init(size: ByteCount, fnv1a64: UInt64) {
        self.size = size
        self.fnv1a64 = fnv1a64
    }

    /// The fingerprint of what `TDXMapWriter` writes for `map`.
    /// - Complexity: O(regions).
    public init(_ map: HostMemoryMap) {
        self.init(size: .zero, fnv1a64: 0xcbf2_9ce4_8422_2325)
        TDXMapWriter.write(map) { add($0) }
    }

    private mutating func add(_ piece: [UInt8]) {
        size += ByteCount(UInt64(piece.count))
        var hash = fnv1a64
        for byte in piece { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        fnv1a64 = hash
    }
}

extension MapFingerprint: CustomStringConvertible {
    /// As it stands in a recipe file: `bytes 1024 fnv1a64 0x...`.
    public var description: String { "bytes \(size.rawValue) fnv1a64 0x\(String(fnv1a64, radix: 16))" }
}
