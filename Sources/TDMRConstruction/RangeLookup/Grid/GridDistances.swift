import PhysicalMemory

/// Entries seen as distances from a page at or below the first. For use while the entries are held.
struct GridDistances: RandomAccessCollection {
    let entries: UnsafeBufferPointer<MemoryRegion>
    let base: UInt64

    var startIndex: Int { 0 }
    var endIndex: Int { entries.count }

    @inline(__always)
    subscript(index: Int) -> PageRange {
        PageRange(entries[index].start.rawValue &- base, entries[index].end.rawValue &- base)
    }
}
