import PhysicalMemory

extension CacheLines<PageRange> {
    /// The ranges of a memlist in one array.
    init(_ memlist: OrderedMemlist) {
        self.init(count: memlist.count) { buffer in
            memlist.forEachRange { index, range in buffer.initializeElement(at: index, to: range) }
        }
    }
}
