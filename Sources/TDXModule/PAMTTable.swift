public import PhysicalMemory

/// One PAMT table of a TDMR. Any 64-bit values, so that a refused layout can be held.
@frozen
public struct PAMTTable: Hashable, Sendable {
    /// The first byte; whole pages where the module takes it.
    public var base: PhysicalAddress
    /// Bytes.
    public var size: ByteCount

    @inlinable public init(base: PhysicalAddress, size: ByteCount) {
        self.base = base
        self.size = size
    }
}

extension PAMTTable {
    /// A table of all zero bytes.
    public static let zero = PAMTTable(base: PhysicalAddress(0), size: .zero)
}
