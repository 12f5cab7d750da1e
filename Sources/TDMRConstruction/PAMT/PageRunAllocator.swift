public import PhysicalMemory

/// Hands out contiguous page runs one after another: a model of the kernel's `alloc_contig_pages`, or of a variant of it.
public protocol PageRunAllocator {
    /// The allocator's name: `contig`, `top-down`, `off-map`.
    static var name: String { get }

    /// - Parameters:
    ///   - memory: the memblock memory regions, ascending and disjoint.
    ///   - smallestRun: no shorter run will be requested, so shorter pieces of free memory may be dropped.
    init(memory: [MemoryRegion], smallestRun: ByteCount)

    /// Takes a free run of `size`, preferably on `node`, and returns its first frame; nil when there is none.
    /// - Precondition: `size` is of whole pages, above 0 and not below `smallestRun`.
    mutating func allocate(_ size: ByteCount, node: NodeID) -> PageFrame?

    /// Marks `run` as taken, whether or not it is free memory.
    mutating func occupy(_ run: PageRange)
}
