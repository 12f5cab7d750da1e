public import PhysicalMemory

/// Memory that was allocated and not yet freed.
public struct HostAllocation: Hashable, Sendable {
    /// Tells one allocation from all others of a machine.
    public var number: Int
    /// The purpose of the memory.
    public var purpose: AllocationPurpose
    /// The first byte, a multiple of 4 KiB.
    public var base: PhysicalAddress
    /// Bytes.
    public var size: ByteCount

    public init(number: Int, purpose: AllocationPurpose, base: PhysicalAddress, size: ByteCount) {
        self.number = number
        self.purpose = purpose
        self.base = base
        self.size = size
    }
}
