import PhysicalMemory

/// All memory as pieces that TDMRs are cut from when not all of it can be served: cells of whole granules, each with its groups of memory, that is what
/// lies before the first mandatory piece, between two, and behind the last. They are made one after the other and not stored: there may be millions.
struct GranuleCells: Sendable {
    /// Memory between two mandatory pieces of one cell.
    struct Group: Sendable {
        var pages: Int
        /// Pages that no 4K table can take.
        var rest: Int
    }

    struct Cell: Sendable {
        /// The first granule, and how many.
        var start: Int
        var count: Int
        /// Pages before the first mandatory piece (all, without one) and behind the last.
        var head: Int
        var tail: Int
        /// The groups between.
        var inner: [Group] = []
        var hasMandatory: Bool
        /// Whether a mandatory piece lies between the cell before and this one.
        var gapIsMandatory: Bool

        var end: Int { start + count }
    }

    private let problem: PlanningProblem
    private let longestPlain: Int

    /// - Parameter longestPlain: granules that one run has wholly are joined, so many at most.
    init(_ problem: PlanningProblem, longestPlain: Int) {
        self.problem = problem
        self.longestPlain = longestPlain
    }

    /// Cells for TDMRs of at most so many granules: where that binds, what one run has wholly is cut into parts that are short beside it.
    init(_ problem: PlanningProblem, maxGranules: Int) {
        self.init(problem, longestPlain: maxGranules >= problem.map.granulesSpanned ? .max : max(1, maxGranules / 32))
    }

    /// No fewer than the cells, and than their groups.
    var mostCells: Int { problem.map.granulesSpanned }
    var mostGroups: Int { problem.map.mustReserve.count }

    /// The number of cells.
    /// - Complexity: that of `forEach`.
    func count() -> Int {
        var count = 0
        forEach { _ in count += 1 }
        return count
    }

    /// Calls `body` with each cell, ascending.
    /// - Complexity: O(*r* + *h* + *n*) for *n* cells.
    func forEach(_ body: (Cell) -> Void) {
        let size = problem.map.granulePages
        let holes = problem.map.mustReserve
        var walk = CellWalk(size: size, unit: problem.map.pagesNoTableSplits)
        var hole = 0
        for run in problem.map.runs {
            var beginsBehindHole = false
            while hole < holes.count, holes[hole].start < run.start {
                walk.close(hole: holes[hole])
                beginsBehindHole = (holes[hole].end - 1) / size == run.start / size
                hole += 1
            }
            var position = walk.extend(run)
            while position < run.end {
                let granule = position / size
                let whole = position == granule * size ? min(longestPlain, (run.end - position) / size) : 0
                let end = min(run.end, (granule + max(1, whole)) * size)
                let isBehindHole = beginsBehindHole && position == run.start
                if let done = walk.begin(
                    PageSpan(start: position, end: end), count: max(1, whole), isBehindHole: isBehindHole,
                    isRunsEnd: end == run.end)
                {
                    body(done)
                }
                position = end
            }
        }
        while hole < holes.count, let last = walk.cell, holes[hole].start < last.end * size {
            walk.close(hole: holes[hole])
            hole += 1
        }
        if let last = walk.cell { body(last) }
    }
}
