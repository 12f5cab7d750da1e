import PhysicalMemory

/// Sets of granules that tables may be able to fill, the most promising first.
struct DroppedGranules {
    /// A granule that is not wholly one run's.
    private struct Special {
        var granule: Int
        var pages: Int
        /// nil: of several.
        var node: NodeID?
    }

    private let problem: PlanningProblem
    private let granules: Int
    private var special: [Special] = []
    private var granulesOfNode: [NodeID: Int] = [:]
    /// Granules at either end of a stretch with memory throughout.
    private let outermost: Set<Int>

    /// Special granules of which all choices are looked at, and choices kept.
    private static let few = 10
    private static let most = 24
    private static let mostOutermost = 8

    /// - Parameter cells: those of the problem.
    init(_ problem: PlanningProblem, cells: [GranuleCell]) {
        self.problem = problem
        granules = cells.reduce(0) { $0 + $1.count }
        outermost = Set(GranuleCells.stretches(cells).flatMap { [$0.start, $0.end - 1] })
        let size = problem.scale.pagesPerGranule
        for cell in cells {
            if let node = cell.node { granulesOfNode[node, default: 0] += cell.count }
            if cell.usablePages < cell.count * size || cell.node == nil {
                special.append(Special(granule: cell.start, pages: cell.usablePages, node: cell.node))
            }
        }
        special.sort { ($0.pages, $0.granule) < ($1.pages, $1.granule) }
    }

    /// The pieces to be filled for each set.
    /// - Parameter perNode: whether each node's tables fill memory of that node only.
    func choices(perNode: Bool) -> [[GranuleDropping.Piece]] {
        var sets: [Set<Int>] = []
        if perNode {
            var all: Set<Int> = []
            for (node, granules) in granulesOfNode.sorted(by: { $0.key < $1.key }) {
                let own = self.sets(of: special.filter { $0.node == node }, granules: granules, node: node)
                if let best = own.first { all.formUnion(best) }
                if granulesOfNode.count <= 4 { sets += own.prefix(4) }
            }
            sets.insert(all, at: 0)
        } else {
            // What lies inside a stretch costs a TDMR.
            let cheap = self.sets(of: special.filter { outermost.contains($0.granule) }, granules: granules, node: nil)
            sets = self.sets(of: special, granules: granules, node: nil) + cheap.prefix(Self.mostOutermost)
        }
        var seen: Set<Set<Int>> = []
        return sets.filter { !$0.isEmpty && $0.count < granules && seen.insert($0).inserted }.map { Self.pieces(problem, $0) }
    }

    /// Sets that so many granules' tables have the pages for, those of most granules first.
    private func sets(of special: [Special], granules: Int, node: NodeID?) -> [Set<Int>] {
        let size = problem.scale.pagesPerGranule
        let special = special.prefix(Self.few)
        var found: [(set: Set<Int>, pages: Int)] = []
        for mask in 0..<(1 << special.count) {
            var set: Set<Int> = []
            var pages = 0
            for (i, granule) in special.enumerated() where mask & (1 << i) != 0 {
                set.insert(granule.granule)
                pages += granule.pages
            }
            func tables(without count: Int) -> Int {
                problem.scale.pamtPages(granules: max(0, granules - count)) + max(0, min(problem.maxTDMRs, granules - count) - 1)
            }
            guard pages <= tables(without: set.count) else { continue }
            var whole = (tables(without: set.count) - pages) / size
            while whole > 0, pages + whole * size > tables(without: set.count + whole) { whole -= 1 }
            set.formUnion(wholeGranules(whole, beside: set, node: node))
            found.append((set, pages))
        }
        found.sort { ($0.set.count, $1.pages) > ($1.set.count, $0.pages) }
        return found.prefix(Self.most).map(\.set)
    }

    /// Whole granules at an end of a run: next to what is dropped already if there is such a run, else where one ends at a granule's border; of any node
    /// rather at an end of a stretch, where they cut no TDMR in two.
    private func wholeGranules(_ count: Int, beside set: Set<Int>, node: NodeID?) -> Set<Int> {
        guard count > 0 else { return [] }
        let size = problem.scale.pagesPerGranule
        var best: (key: (Int, Int, Int), granules: Range<Int>)?
        for run in problem.terrain.runs where node == nil || run.node == node {
            let first = (run.start + size - 1) / size
            let end = run.end / size
            guard end - first > count + 1 else { continue }
            for (isDropped, isBorder, granules) in [
                (set.contains(end), run.end % size == 0, (end - count)..<end), (set.contains(first - 1), run.start % size == 0, first..<(first + count)),
            ] where isDropped || isBorder {
                let isOutermost = node == nil && (outermost.contains(granules.lowerBound) || outermost.contains(granules.upperBound - 1))
                let key = (isDropped ? 1 : 0, isOutermost ? 1 : 0, end - first)
                if best.map({ key > $0.key }) ?? true { best = (key, granules) }
            }
        }
        return Set(best?.granules ?? 0..<0)
    }

    /// The parts of runs inside the granules.
    static func pieces(_ problem: PlanningProblem, _ set: Set<Int>) -> [GranuleDropping.Piece] {
        let size = problem.scale.pagesPerGranule
        var pieces: [GranuleDropping.Piece] = []
        let granules = set.sorted()
        for run in problem.terrain.runs {
            for granule in granules where granule * size < run.end && run.start < (granule + 1) * size {
                let span = PageSpan(start: max(run.start, granule * size), end: min(run.end, (granule + 1) * size))
                if let last = pieces.last, last.span.end == span.start, last.node == run.node {
                    pieces[pieces.count - 1].span.end = span.end
                    pieces[pieces.count - 1].above = run.end - span.end
                } else {
                    pieces.append(GranuleDropping.Piece(span: span, node: run.node, below: span.start - run.start, above: run.end - span.end))
                }
            }
        }
        return pieces
    }
}
