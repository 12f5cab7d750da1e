public import PhysicalMemory

/// A reserved area of a TDMR; `offset` is relative to the TDMR's base. Size 0 is an unused slot.
@frozen
public struct ReservedArea: Hashable, Sendable {
    /// Bytes from the base of the TDMR.
    public var offset: ByteCount
    /// Bytes; 0 for an unused slot.
    public var size: ByteCount

    @inlinable public init(offset: ByteCount, size: ByteCount) {
        self.offset = offset
        self.size = size
    }
}
