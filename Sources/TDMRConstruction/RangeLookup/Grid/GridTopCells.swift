/// The cells of the grid itself.
struct GridTopCells {
    let scale: GridScale
    let cells: UnsafeMutableBufferPointer<GridLine>
    let crowds: GridCrowds

    /// Every range is written into its cell as it comes: the number in a cell is unpredictable, and a loop over them would mispredict once a cell.
    func fill(with ranges: GridDistances) {
        var current = 0
        var first = 0
        var line = GridLineWriter(cells, 0, origin: 0)
        for index in ranges.startIndex..<ranges.endIndex {
            let range = ranges[index]
            let lowest = scale.cell(ofDistance: range.start.rawValue)
            let highest = scale.cell(ofDistance: range.end.rawValue &- 1)
            if lowest > current {
                finish(current, with: ranges[first..<index], next: lowest)
                (current, first) = (lowest, index)
                line = GridLineWriter(cells, current, origin: scale.distance(ofCell: current))
            }
            line.append(range)
            while current < highest {
                finish(current, with: ranges[first...index], next: current + 1)
                (current, first) = (current + 1, index)
                line = GridLineWriter(cells, current, origin: scale.distance(ofCell: current))
                line.append(range)
            }
        }
        finish(current, with: ranges[first...], next: scale.cellCount)
    }

    /// Called with each non-empty cell, the ranges that reach into it and the next such cell. An empty list lies in cell 0 as a whole.
    @inline(__always)
    private func finish(_ cell: Int, with ranges: Slice<GridDistances>, next: Int) {
        if ranges.count > GridLine.capacity {
            cells[cell] = crowds.line(for: Array(ranges)[...], origin: scale.distance(ofCell: cell), depth: 0)
        }
        for empty in cell + 1..<next {
            cells[empty] = .emptyLeaf(after: cell, origin: scale.distance(ofCell: empty))
        }
    }
}
