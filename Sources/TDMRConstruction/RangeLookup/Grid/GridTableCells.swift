import PhysicalMemory

/// The cells of a table below a branch.
struct GridTableCells {
    let crowds: GridCrowds
    let firstLine: Int
    let scale: GridScale
    let origin: UInt64
    let depth: Int

    /// Goes from cell to cell with the ranges that reach into the current one, which lie side by side in the list.
    func fill(with ranges: ArraySlice<PageRange>) {
        var current = 0
        var first = ranges.startIndex
        for index in ranges.indices {
            let (lowest, highest) = (cell(ranges[index].start.rawValue), cell(ranges[index].end.rawValue - 1))
            if lowest > current {
                finish(current, with: ranges[first..<index], next: lowest)
                (current, first) = (lowest, index)
            }
            while current < highest {
                finish(current, with: ranges[first...index], next: current + 1)
                (current, first) = (current + 1, index)
            }
        }
        finish(current, with: ranges[first...], next: scale.cellCount)
    }

    /// Pages below the table are in its first cell.
    private func cell(_ page: UInt64) -> Int {
        scale.cell(ofDistance: page <= scale.base ? 0 : min(page - scale.base, scale.span))
    }

    private func finish(_ cell: Int, with ranges: ArraySlice<PageRange>, next: Int) {
        crowds.lines[firstLine + cell] = crowds.line(for: ranges, origin: origin, depth: depth)
        for empty in cell + 1..<next {
            crowds.lines[firstLine + empty] = .emptyLeaf(after: cell, origin: origin)
        }
    }
}
