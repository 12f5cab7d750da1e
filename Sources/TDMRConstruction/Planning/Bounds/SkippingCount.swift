/// The fewest TDMRs that take at most a given time each when some granules, whichever serve best, need not be covered.
///
/// Leaving a granule out helps only where a TDMR would begin. From how far so many TDMRs reach with so many granules left out follows how far one more
/// reaches: beginning later never ends earlier.
struct SkippingCount {
    /// The place of a granule: the cell and the granule itself.
    private struct Place: Comparable {
        var cell: Int
        var granule: Int

        static func < (a: Self, b: Self) -> Bool { (a.cell, a.granule) < (b.cell, b.granule) }
    }

    private let cells: [GranuleCell]
    /// The most granules of a TDMR by its areas.
    private let room: TDMRRoom
    private let mostGap: Int
    private let keepsNodes: Bool

    init(_ problem: PlanningProblem, cells: [GranuleCell], time: Int, mostGap: Int, keepsNodes: Bool) {
        self.cells = cells
        self.mostGap = mostGap
        self.keepsNodes = keepsNodes
        room = TDMRRoom(problem, time: time)
    }

    /// Whether `tdmrs` TDMRs cover all but at most `skipped` granules.
    /// - Complexity: O(*t* * *s* + *t* * *n*) for *t* TDMRs, *s* granules left out and *n* cells.
    func suffices(tdmrs: Int, skipping skipped: Int) -> Bool {
        var reached = [Place(cell: 0, granule: cells.first?.start ?? 0)]
        for _ in 0..<skipped { reached.append(next(reached[reached.count - 1])) }
        for _ in 0..<tdmrs {
            guard let last = reached.last, last.cell < cells.count else { return true }
            for i in reached.indices { reached[i] = end(reached[i]) }
            for i in reached.indices.dropFirst() { reached[i] = max(reached[i], next(reached[i - 1])) }
        }
        return reached.last.map { $0.cell == cells.count } ?? true
    }

    /// The fewest TDMRs, which `most` are known to be enough for.
    func fewest(skipping skipped: Int, atMost most: Int) -> Int {
        var low = 0
        var high = most
        while low < high {
            let middle = (low + high) / 2
            if suffices(tdmrs: middle, skipping: skipped) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func next(_ place: Place) -> Place {
        guard place.cell < cells.count else { return place }
        return place.granule + 1 < cells[place.cell].end ? Place(cell: place.cell, granule: place.granule + 1) : begin(place.cell + 1)
    }

    private func begin(_ cell: Int) -> Place { Place(cell: cell, granule: cell < cells.count ? cells[cell].start : .max) }

    /// Where the longest TDMR from `place` on ends; the same place when none is allowed.
    private func end(_ place: Place) -> Place {
        guard place.cell < cells.count else { return place }
        let first = cells[place.cell]
        let most = room(first.summary.groups)
        guard most > 0, first.isPlain || first.end - place.granule <= most else { return place }
        if first.end - place.granule > most { return Place(cell: place.cell, granule: place.granule + most) }
        var summary = first.summary
        var i = place.cell + 1
        while i < cells.count {
            let (cell, before) = (cells[i], cells[i - 1])
            let joined = summary + cell.gap + cell.summary
            let most = room(joined.groups)
            guard cell.start - before.end <= mostGap, !keepsNodes || cell.node == before.node || cell.node == nil else { break }
            if cell.end - place.granule > most {
                return cell.isPlain && most > cell.start - place.granule ? Place(cell: i, granule: place.granule + most) : begin(i)
            }
            summary = joined
            i += 1
        }
        return begin(i)
    }
}
