import PhysicalMemory

/// The memlist's own entries, which count as convertible when the CMRs are unknown.
struct ConvertibleEntries: ConvertibleList {
    let list: [MemoryRegion]

    var count: Int { list.count }
    @inline(__always) func span(_ index: Int) -> PageSpan { PageSpan(list[index].pages) }
}
