public import PhysicalMemory

/// A range of a firmware memory map, in bytes.
///
/// Both ends belong to the range, as Linux prints them, so that a range may reach to 2^64 - 1. `first <= last`: an empty range cannot be held.
public struct FirmwareRange: Hashable, Sendable {
    /// The first byte.
    public var first: PhysicalAddress
    /// The last byte, included.
    public var last: PhysicalAddress
    /// Its type.
    public var type: FirmwareMemoryType

    public init(first: PhysicalAddress, last: PhysicalAddress, type: FirmwareMemoryType) {
        precondition(first <= last, "an empty firmware range")
        self.first = first
        self.last = last
        self.type = type
    }
}
