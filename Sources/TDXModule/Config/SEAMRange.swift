public import PhysicalMemory

/// The SEAM range registers' memory, where no operand of the host may lie.
@frozen
public struct SEAMRange: Hashable, Sendable {
    /// The first byte, from IA32_SEAMRR_PHYS_BASE.
    public var base: PhysicalAddress
    /// Bytes; zero where there is no SEAM range.
    public var size: ByteCount

    @inlinable public init(base: PhysicalAddress, size: ByteCount) {
        self.base = base
        self.size = size
    }
}
