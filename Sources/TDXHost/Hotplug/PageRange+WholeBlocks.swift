import PhysicalMemory

extension PageRange {
    /// The numbers of the blocks that lie entirely in the range.
    func wholeBlocks(_ pagesPerBlock: UInt64) -> Range<Int> {
        let first = (start.rawValue + pagesPerBlock - 1) / pagesPerBlock
        return Int(first)..<Int(max(first, end.rawValue / pagesPerBlock))
    }
}
