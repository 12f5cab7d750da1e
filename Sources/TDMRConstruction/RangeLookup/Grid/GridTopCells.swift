import PhysicalMemory

/// The cells of the grid itself.
struct GridTopCells {
    let scale: GridScale
    let cells: UnsafeMutableBufferPointer<GridLine>
    let crowds: GridCrowds

    /// Every range is written into its cell as it comes: the number in a cell is unpredictable, and a loop over them would mispredict once a cell.
    /// - Returns: the pages of the longest range; a range that lies inside one cell does not count.
    func fill(with ranges: GridDistances) -> UInt64 {
        var current = 0
        // The first range of the current cell, and the words of the cell's line.
        var first = 0
        var words = begin(0)
        var longest: UInt64 = 0
        for index in ranges.startIndex..<ranges.endIndex {
            let range = ranges[index]
            let lowest = scale.cell(ofDistance: range.start.rawValue)
            if lowest > current {
                finish(current, with: ranges, first..<index, next: lowest)
                (current, first) = (lowest, index)
                words = begin(lowest)
            }
            let highest = scale.cell(ofDistance: range.end.rawValue &- 1)
            if highest == current {
                GridLine.writeInside(range, to: words, lane: index &- first)
                continue
            }
            longest = max(longest, range.count)
            write(range, to: words, lane: index &- first, of: current)
            while current < highest {
                finish(current, with: ranges, first..<index + 1, next: current + 1)
                (current, first) = (current + 1, index)
                words = begin(current)
                write(range, to: words, lane: 0, of: current)
            }
        }
        finish(current, with: ranges, first..<ranges.endIndex, next: scale.cellCount)
        return longest
    }

    /// Makes a cell an empty leaf.
    @inline(__always)
    private func begin(_ cell: Int) -> UnsafeMutablePointer<UInt32> {
        let line = cells.baseAddress.unsafelyUnwrapped + cell
        line.pointee = .leafOfNothing(origin: scale.distance(ofCell: cell))
        return UnsafeMutableRawPointer(line).assumingMemoryBound(to: UInt32.self)
    }

    @inline(__always)
    private func write(_ range: PageRange, to words: UnsafeMutablePointer<UInt32>, lane: Int, of cell: Int) {
        GridLine.write(range, to: words, lane: lane & (GridLine.capacity - 1), origin: scale.distance(ofCell: cell))
    }

    /// Called with each non-empty cell, the ranges that reach into it and the next such cell. An empty list lies in cell 0 as a whole.
    @inline(__always)
    private func finish(_ cell: Int, with ranges: GridDistances, _ inside: Range<Int>, next: Int) {
        if inside.count > GridLine.capacity { crowd(cell, with: Array(ranges[inside])) }
        if next > cell + 1 { leaveEmpty(cell + 1..<next) }
    }

    @inline(never)
    private func crowd(_ cell: Int, with ranges: [PageRange]) {
        cells[cell] = crowds.line(for: ranges[...], origin: scale.distance(ofCell: cell), depth: 0)
    }

    @inline(never)
    private func leaveEmpty(_ empty: Range<Int>) {
        for cell in empty {
            cells[cell] = .emptyLeaf(after: empty.lowerBound - 1, origin: scale.distance(ofCell: cell))
        }
    }
}
