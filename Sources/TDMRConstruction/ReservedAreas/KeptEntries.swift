import PhysicalMemory

/// The memlist's entries, which ascend.
struct KeptEntries: KeptRanges {
    let memlist: [MemoryRegion]

    var count: Int { memlist.count }
    @inline(__always) func start(_ index: Int) -> UInt64 { memlist[index].start.rawValue << 12 }
    @inline(__always) func end(_ index: Int) -> UInt64 { memlist[index].end.rawValue << 12 }
}
