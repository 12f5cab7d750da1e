public import PhysicalMemory

/// The kernel's reference counts of dynamic PAMT: a 32-bit count for each 2 MiB of the physical address space below max_pfn, holes included. Source: tip x86/tdx, September 2026.
public enum PAMTReferenceCounts {
    /// Whether the allocation succeeds: it fails for 0 bytes and for more pages than the machine has.
    public static func fits(_ size: ByteCount, ofMemory memory: ByteCount) -> Bool {
        size > .zero && size.roundedUp(to: .page) <= memory
    }

    private static let pagesPerCount: UInt64 = 512
    private static let countSize: UInt64 = 4

    /// Bytes of the counts: 4 for each 2 MiB begun, 8 GiB for all that 52 address bits reach. Zeroed vmalloc memory; an allocation of 0 bytes fails.
    public static func size(maxPFN: PageFrame) -> ByteCount {
        ByteCount((maxPFN.rawValue + pagesPerCount - 1) / pagesPerCount * countSize)
    }
}
