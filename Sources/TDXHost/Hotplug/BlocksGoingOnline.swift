public import PhysicalMemory

/// Memory blocks side by side, of one node.
public struct BlocksGoingOnline: Hashable, Sendable {
    /// Their pages and their node.
    public var region: MemoryRegion
    var pagesPerBlock: UInt64

    /// At least 1.
    public var count: Int { Int(region.pages.count / pagesPerBlock) }
    var numbers: Range<Int> { Int(region.start.rawValue / pagesPerBlock)..<Int(region.end.rawValue / pagesPerBlock) }
    /// The pages of one of them, from 0.
    func pages(ofBlock index: Int) -> PageRange {
        let start = region.start.rawValue + UInt64(index) * pagesPerBlock
        return PageRange(start, start + pagesPerBlock)
    }
}
