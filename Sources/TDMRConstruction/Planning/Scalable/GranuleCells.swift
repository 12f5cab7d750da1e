import PhysicalMemory

/// A stretch of granules that a coverage takes or leaves as one: a granule with holes, or many like ones in a row.
struct GranuleCell: Hashable, Sendable {
    var start: Int
    var count: Int
    var summary: StretchSummary
    /// Pages that may be served.
    var usablePages: Int
    /// The node of all usable pages; nil when they are of several.
    var node: NodeID?
    /// What lies between the cell before and this one.
    var gap: StretchSummary

    var end: Int { start + count }
    /// Whether the cell has no mandatory piece, so that it may be cut at any granule.
    var isPlain: Bool { summary.groups == 0 }
}

/// Walks the address space once and describes every granule that has memory to serve.
struct GranuleCells {
    /// Cells in ascending order: plain ones of one node that follow each other are joined, all others are single granules.
    /// - Parameter taken: pages already given to tables or withheld, ascending and disjoint.
    /// - Complexity: O(*r* + *h* + *k* + granules with memory).
    static func make(_ problem: PlanningProblem, taken: [PageSpan] = []) -> [GranuleCell] {
        var walk = GranuleCells(size: problem.scale.pagesPerGranule)
        let holes = problem.terrain.holes
        var hole = 0
        var piece = 0
        for run in problem.terrain.runs {
            var position = run.start
            while position < run.end || position == run.start {
                while hole < holes.count, holes[hole].start < position {
                    walk.add(.mandatory, PageSpan(start: holes[hole].start, end: holes[hole].end), node: nil)
                    hole += 1
                }
                while piece < taken.count, taken[piece].end <= position { piece += 1 }
                if piece < taken.count, taken[piece].start < run.end {
                    let stop = max(position, taken[piece].start)
                    if stop > position { walk.add(.served, PageSpan(start: position, end: stop), node: run.node) }
                    let end = min(run.end, taken[piece].end)
                    walk.add(.mandatory, PageSpan(start: stop, end: end), node: nil)
                    position = end
                } else {
                    walk.add(.served, PageSpan(start: position, end: run.end), node: run.node)
                    position = run.end
                }
            }
        }
        if hole < holes.count { walk.add(.mandatory, PageSpan(start: holes[hole].start, end: holes[hole].end), node: nil) }
        walk.flush()
        return walk.cells
    }

    /// The cells without some granules, which are cut out of joined cells too. What lay there becomes a gap.
    static func cells(_ cells: [GranuleCell], without granules: Set<Int>) -> [GranuleCell] {
        var left: [GranuleCell] = []
        var gap = StretchSummary.neutral
        for cell in cells {
            gap += cell.gap
            var start = cell.start
            for end in granules.filter({ cell.start <= $0 && $0 < cell.end }).sorted() + [cell.end] {
                if start < end {
                    var part = cell
                    part.start = start
                    part.count = end - start
                    part.usablePages = cell.usablePages / cell.count * part.count
                    part.gap = gap
                    gap = .neutral
                    left.append(part)
                }
                start = end + 1
            }
        }
        return left
    }

    /// Granules with memory without a gap between them.
    static func stretches(_ cells: [GranuleCell]) -> [DraftPlan.Extent] {
        var stretches: [DraftPlan.Extent] = []
        for cell in cells {
            if let last = stretches.last, last.end == cell.start {
                stretches[stretches.count - 1].count += cell.count
            } else {
                stretches.append(DraftPlan.Extent(start: cell.start, count: cell.count))
            }
        }
        return stretches
    }

    private let size: Int
    private var cells: [GranuleCell] = []
    /// The granule under way; nil before the first piece.
    private var current: GranuleCell?
    private var currentHasNode = false
    /// What lies since the last granule with memory.
    private var gap = StretchSummary.neutral

    private init(size: Int) { self.size = size }

    private mutating func add(_ kind: StretchSummary, _ span: PageSpan, node: NodeID?) {
        var position = span.start
        while position < span.end {
            let granule = position / size
            if current?.start != granule { open(granule) }
            if kind != .mandatory, position == granule * size, span.end - position >= 2 * size {
                let granules = (span.end - position) / size
                addPlain(granules: granules, node: node)
                position += granules * size
                continue
            }
            let end = min(span.end, (granule + 1) * size)
            if kind == .mandatory {
                current?.summary += kind
                // A hole of many granules: the rest is gap.
                if span.end > (granule + 1) * size {
                    flush()
                    let tail = (span.end - 1) / size
                    if span.end % size == 0 || span.end == Terrain.top {
                        gap += .mandatory
                        return
                    }
                    if tail > granule + 1 { gap += .mandatory }
                    position = tail * size
                    continue
                }
            } else {
                serve(end - position, node: node)
            }
            position = end
        }
    }

    private mutating func open(_ granule: Int) {
        flush()
        current = GranuleCell(start: granule, count: 1, summary: .neutral, usablePages: 0, node: nil, gap: .neutral)
        currentHasNode = false
    }

    private mutating func serve(_ pages: Int, node: NodeID?) {
        guard var cell = current else { return }
        cell.summary += .served
        cell.node = !currentHasNode || cell.node == node ? node : nil
        currentHasNode = true
        cell.usablePages += pages
        current = cell
    }

    /// Adds whole granules of one run, beginning with the one under way, which is empty so far.
    private mutating func addPlain(granules: Int, node: NodeID?) {
        serve(granules * size, node: node)
        current?.count = granules
        flush()
    }

    /// Closes the granule under way: a cell when it has memory, else a part of the gap.
    private mutating func flush() {
        guard var cell = current else { return }
        current = nil
        guard cell.usablePages > 0 else {
            gap += cell.summary
            return
        }
        cell.gap = gap
        gap = .neutral
        if let last = cells.last, last.isPlain, cell.isPlain, last.end == cell.start, last.node == cell.node, cell.node != nil {
            cells[cells.count - 1].count += cell.count
            cells[cells.count - 1].usablePages += cell.usablePages
        } else {
            cells.append(cell)
        }
    }
}
