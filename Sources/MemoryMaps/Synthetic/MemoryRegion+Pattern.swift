internal import PhysicalMemory

extension MemoryRegion {
    /// Pages `[start, end)` of node `node`.
    init(_ start: UInt64, _ end: UInt64, node: Int) {
        self.init(pages: PageRange(start, end), node: NodeID(UInt32(node)))
    }
}
