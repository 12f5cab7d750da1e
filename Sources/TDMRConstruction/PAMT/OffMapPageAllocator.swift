public import PhysicalMemory

/// `off-map`: a bump allocator from 1 PiB upwards, where no TDMR of a usual machine lies. Shows a layout without the PAMTs' own areas. O(1) a run.
public struct OffMapPageAllocator: PageRunAllocator {
    public static var name: String { "off-map" }
    private var next = PageFrame(containing: PhysicalAddress(1 << 50))

    public init(memory: [MemoryRegion], smallestRun: ByteCount) {}

    public mutating func allocate(_ size: ByteCount, node: NodeID) -> PageFrame? {
        // An address has 64 bits.
        guard size.pages <= (1 << 52) - 1 - next.rawValue else { return nil }
        defer { next = next + size.pages }
        return next
    }

    public mutating func occupy(_ run: PageRange) {}
}
