import PhysicalMemory

/// The cell under way.
struct CellWalk {
    let size: Int
    /// Pages that every 4K table has a multiple of.
    let unit: Int
    private(set) var cell: GranuleCells.Cell?
    private var gapIsMandatory = false
    /// The rest of the cell's tail.
    private var tailRest = 0

    init(size: Int, unit: Int) {
        self.size = size
        self.unit = unit
    }

    /// Adds what of a run lies in the cell.
    /// - Returns: where the rest of the run begins.
    mutating func extend(_ run: AddressMap.Run) -> Int {
        guard let end = cell.map({ $0.end * size }), end > run.start else { return run.start }
        let pages = min(run.end, end) - run.start
        if cell?.hasMandatory == true { cell?.tail += pages } else { cell?.head += pages }
        if run.end <= end { tailRest += pages % unit }
        return run.start + pages
    }

    /// Begins a cell with a piece of a run.
    /// - Returns: the cell that this one ends.
    mutating func begin(_ span: PageSpan, count: Int, isBehindHole: Bool, isRunsEnd: Bool) -> GranuleCells.Cell? {
        defer {
            cell = GranuleCells.Cell(
                start: span.start / size, count: count, head: isBehindHole ? 0 : span.count,
                tail: isBehindHole ? span.count : 0, hasMandatory: isBehindHole, gapIsMandatory: gapIsMandatory)
            gapIsMandatory = false
            tailRest = isBehindHole && isRunsEnd ? span.count % unit : 0
        }
        return cell
    }

    /// Ends the cell's tail where a hole begins.
    mutating func close(hole: PageSpan) {
        guard var closed = cell, closed.end > hole.start / size else {
            gapIsMandatory = true
            return
        }
        cell = nil
        if closed.hasMandatory, closed.tail > 0 {
            closed.inner.append(GranuleCells.Group(pages: closed.tail, rest: tailRest))
            closed.tail = 0
        }
        closed.hasMandatory = true
        tailRest = 0
        if hole.end > closed.end * size { gapIsMandatory = true }
        cell = closed
    }
}
