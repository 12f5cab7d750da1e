import PhysicalMemory

extension PageRange {
    /// The numbers of the blocks that lie in the range whole.
    func wholeBlocks(_ pagesPerBlock: UInt64) -> Range<Int> {
        let first = (start.rawValue + pagesPerBlock - 1) / pagesPerBlock
        return Int(first)..<Int(max(first, end.rawValue / pagesPerBlock))
    }
}
