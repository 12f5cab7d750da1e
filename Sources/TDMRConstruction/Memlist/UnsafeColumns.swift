import PhysicalMemory

/// The columns of a list while it is filled, without bounds checks; used only through `ColumnMemlist.fill`.
struct UnsafeColumns: @unchecked Sendable {
    // Threads that fill one list write different entries.
    let starts: UnsafeMutablePointer<PageFrame>
    let ends: UnsafeMutablePointer<PageFrame>
    let nodes: UnsafeMutablePointer<NodeID>

    /// Writes an entry below the capacity.
    @inline(__always) func set(_ index: Int, _ entry: MemoryRegion) {
        starts[index] = entry.start
        ends[index] = entry.end
        nodes[index] = entry.node
    }
}
