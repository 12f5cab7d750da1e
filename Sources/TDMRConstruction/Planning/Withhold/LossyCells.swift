import PhysicalMemory

/// All memory as pieces that TDMRs are cut from when not all of it can be served: cells of whole granules, each with its groups of memory, that is what
/// lies before the first mandatory piece, between two, and behind the last.
struct LossyCells: Sendable {
    /// Memory between two mandatory pieces of one cell.
    struct Group: Sendable {
        /// In the 32 bits that a granule's pages need at most: there may be millions of groups.
        private var packed: (pages: UInt32, rest: UInt32)

        init(pages: Int, rest: Int) { packed = (UInt32(pages), UInt32(rest)) }

        var pages: Int { Int(packed.pages) }
        /// Pages that no 4K table can take.
        var rest: Int { Int(packed.rest) }
    }

    struct Cell: Sendable {
        /// The first granule, and how many.
        var start: Int
        var count: Int
        /// Pages before the first mandatory piece (all, without one) and behind the last.
        var head: Int
        var tail: Int
        /// The groups between, as indices of `groups`.
        var inner: Range<Int>
        var hasMandatory: Bool
        /// Whether a mandatory piece lies between the cell before and this one.
        var gapIsMandatory: Bool

        var end: Int { start + count }
    }

    private(set) var cells: [Cell] = []
    private(set) var groups: [Group] = []

    private init() {}

    /// The cells, which are here no more: on large machines they take as much memory as what is made of them.
    mutating func given() -> LossyCells {
        defer { self = LossyCells() }
        return self
    }

    /// - Parameter longestPlain: granules that one run has wholly are joined, so many at most.
    /// - Complexity: O(*r* + *h* + *n*) for *n* cells.
    init(_ problem: PlanningProblem, longestPlain: Int) {
        let size = problem.map.granulePages
        let unit = problem.map.pagesNoTableSplits
        let holes = problem.map.mustReserve
        // At most that many: what is not written to takes no memory.
        groups.reserveCapacity(holes.count)
        var hole = 0
        var gapIsMandatory = false
        /// The rest of the last cell's tail.
        var tailRest = 0
        for run in problem.map.runs {
            var beginsBehindHole = false
            while hole < holes.count, holes[hole].start < run.start {
                if close(hole: holes[hole], size: size, rest: &tailRest) { gapIsMandatory = true }
                beginsBehindHole = (holes[hole].end - 1) / size == run.start / size
                hole += 1
            }
            var position = run.start
            while position < run.end {
                let granule = position / size
                if let last = cells.last, last.end > granule {
                    let pages = min(run.end, last.end * size) - position
                    let i = cells.count - 1
                    if cells[i].hasMandatory { cells[i].tail += pages } else { cells[i].head += pages }
                    if position == run.start, run.end <= last.end * size { tailRest += pages % unit }
                    position += pages
                    continue
                }
                let whole = position == granule * size ? min(longestPlain, (run.end - position) / size) : 0
                let end = min(run.end, (granule + max(1, whole)) * size)
                let isBehindHole = beginsBehindHole && position == run.start
                cells.append(
                    Cell(
                        start: granule, count: max(1, whole), head: isBehindHole ? 0 : end - position,
                        tail: isBehindHole ? end - position : 0,
                        inner: groups.count..<groups.count, hasMandatory: isBehindHole, gapIsMandatory: gapIsMandatory))
                gapIsMandatory = false
                tailRest = isBehindHole && end == run.end ? (end - position) % unit : 0
                position = end
            }
        }
        while hole < holes.count, let last = cells.last, holes[hole].start < last.end * size {
            _ = close(hole: holes[hole], size: size, rest: &tailRest)
            hole += 1
        }
    }

    /// Cells for TDMRs of at most so many granules: where that binds, what one run has wholly is cut into parts that are short beside it.
    init(_ problem: PlanningProblem, maxGranules: Int) {
        let runs = problem.map.runs
        let span = ((runs.last?.end ?? 0) - (runs.first?.start ?? 0)) / problem.map.granulePages + 2
        self.init(problem, longestPlain: maxGranules >= span ? .max : max(1, maxGranules / 32))
    }

    /// Ends the last cell's tail where a hole begins.
    /// - Returns: whether the hole, or a part of it, lies behind that cell.
    private mutating func close(hole: PageSpan, size: Int, rest: inout Int) -> Bool {
        let i = cells.count - 1
        guard i >= 0, cells[i].end > hole.start / size else { return true }
        if cells[i].hasMandatory, cells[i].tail > 0 {
            groups.append(Group(pages: cells[i].tail, rest: rest))
            cells[i].inner = cells[i].inner.lowerBound..<groups.count
            cells[i].tail = 0
        }
        cells[i].hasMandatory = true
        rest = 0
        return hole.end > cells[i].end * size
    }
}

extension AddressMap {
    /// The pages that every 4K table has a multiple of.
    var pagesNoTableSplits: Int {
        let bytes = pamt.perGranule4K
        return bytes > .zero && bytes.isAligned(to: .page) ? Int(bytes.pages) : 1
    }
}
