public import PhysicalMemory

/// A convertible memory region (CMR): memory that the platform verified as usable for TDX.
///
/// Values are kept exactly as reported, so a hostile list can be held and judged: `base + size` may exceed 2^64 - 1 and nothing is aligned by force.
/// `size` 0 is an unused slot.
@frozen
public struct ConvertibleMemoryRegion: Hashable, Sendable {
    /// The first byte, as reported.
    public var base: PhysicalAddress
    /// Bytes, as reported; 0 for an unused slot.
    public var size: ByteCount

    @inlinable public init(base: PhysicalAddress, size: ByteCount) {
        self.base = base
        self.size = size
    }

    /// Whether the slot holds no region.
    @inlinable public var isUnused: Bool { size.rawValue == 0 }
}

extension ConvertibleMemoryRegion {
    /// The region of whole pages.
    public init(_ pages: PageRange) { self.init(base: pages.start.address, size: pages.size) }
}

/// The field's own abbreviation.
public typealias CMR = ConvertibleMemoryRegion
