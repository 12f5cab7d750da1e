import PhysicalMemory

/// Which memory blocks lie whole in one of many ranges, found by ranges and not by blocks.
struct WholeBlocks<Ranges: RandomAccessCollection<PageRange>> {
    /// Ascending and disjoint; a block across two that touch lies in neither.
    let ranges: Ranges
    let pagesPerBlock: UInt64

    /// The parts of `blocks`, ascending, each with whether its blocks lie in a range.
    /// - Complexity: O(log *n*) and the ranges that `blocks` spans.
    func parts(of blocks: Range<Int>) -> [(blocks: Range<Int>, isCovered: Bool)] {
        var parts: [(blocks: Range<Int>, isCovered: Bool)] = []
        var position = blocks.lowerBound
        func append(_ end: Int, _ isCovered: Bool) {
            if end > position { parts.append((position..<end, isCovered)) }
            position = max(position, end)
        }
        for range in ranges[ranges.firstIndex(endingAbove: PageFrame(UInt64(blocks.lowerBound) * pagesPerBlock))...] {
            let whole = range.wholeBlocks(pagesPerBlock).clamped(to: blocks)
            if range.start.rawValue / pagesPerBlock >= UInt64(blocks.upperBound) { break }
            guard !whole.isEmpty else { continue }
            append(whole.lowerBound, false)
            append(whole.upperBound, true)
        }
        append(blocks.upperBound, false)
        return parts
    }
}
