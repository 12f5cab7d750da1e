public import PhysicalMemory

/// Hands out contiguous page runs one after another: a model of the kernel's `alloc_contig_pages` under one policy.
public protocol PageRunAllocator {
    /// The policy's name: `contig`, `top-down`, `off-map`.
    static var name: String { get }

    /// - Parameters:
    ///   - memory: the memblock memory regions, ascending and disjoint.
    ///   - smallestRun: no run shorter than this many pages will be asked for, so free pieces below it may be forgotten.
    init(memory: [MemoryRegion], smallestRun: UInt64)

    /// The first frame of a run of `pages` free pages, wanted on `node`; the run is taken from then on. nil when there is none.
    /// - Precondition: `pages` > 0 and not below `smallestRun`.
    mutating func allocate(pages: UInt64, node: NodeID) -> PageFrame?

    /// Takes `run` away, whatever lies there.
    mutating func occupy(_ run: PageRange)
}
