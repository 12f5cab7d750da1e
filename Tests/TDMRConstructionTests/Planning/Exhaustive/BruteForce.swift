import PhysicalMemory
import TDXModule

@testable import TDMRConstruction

/// The best plan by trying them all, page by page: every set of TDMRs, every place of every table, every choice of what to withhold.
struct BruteForce {
    let problem: PlanningProblem
    let granules: Int
    /// All places of tables instead of the canonical ones: blocks that touch an end of their run, or touch or hold a granule border.
    var tryAllPositions = false
    /// Every set of pages withheld instead of whole pieces between tables, holes and borders.
    var withholdPageByPage = false
    /// Most leaves; beyond it the answer is nil.
    var budget = Int.max
    /// Called with each plan that is tried.
    var visit: ((Plan) -> Void)?

    /// What a test needs to know of a plan.
    struct Plan {
        var extents: [GranuleRange]
        /// The reserved areas of each TDMR.
        var areas: [Int]
        /// The node of most served pages of each TDMR; nil where it serves none.
        var homes: [Int?]
        /// The node that each TDMR's PAMT lies on; nil where it has none.
        var pamtNodes: [Int?]
        var figures: PlanFigures
    }

    struct Best {
        var ranks: [PlanObjective: PlanScore] = [:]
        var figures: [PlanObjective: PlanFigures] = [:]
    }

    /// What a page is.
    private enum Page: Equatable {
        /// Usable, in this run.
        case run(Int)
        case mustBeReserved
        case neutral

        var isUsable: Bool { if case .run = self { true } else { false } }
    }

    private struct Table {
        var owner: Int
        var level: PAMTLevel
        var pages: Int
    }

    func solve() -> Best? {
        var search = Search(self)
        search.mayWithhold = false
        search.run()
        if search.best.ranks.isEmpty {
            search.mayWithhold = true
            search.run()
        }
        return search.leaves > budget ? nil : search.best
    }

    private struct Search {
        let force: BruteForce
        let problem: PlanningProblem
        let size: Int
        let pages: Int
        var map: [Page]
        var best = Best()
        var leaves = 0
        var mayWithhold = false
        var extents: [Range<Int>] = []
        var tables: [Table] = []
        /// For each page: taken by a table or withheld.
        var taken: [Bool]
        /// For each page: usable and in no TDMR. Tables must fill it, or it is withheld.
        var isOutside: [Bool] = []
        /// For each table the run it lies in.
        var placeOf: [Int] = []
        var objectives = PlanObjective.allCases

        init(_ force: BruteForce) {
            self.force = force
            problem = force.problem
            size = problem.map.granulePages
            pages = force.granules * size
            map = [Page](repeating: .neutral, count: pages)
            taken = [Bool](repeating: false, count: pages)
            for piece in problem.map.mustReserve {
                for page in piece.start..<min(piece.end, pages) where page < pages { map[page] = .mustBeReserved }
            }
            for (i, run) in problem.map.runs.enumerated() { for page in run.start..<run.end { map[page] = .run(i) } }
        }

        mutating func run() { cut(from: 0) }

        mutating func cut(from start: Int) {
            if !extents.isEmpty { placeTables() }
            guard extents.count < problem.maxTDMRs else { return }
            for first in start..<max(start, force.granules) {
                for end in (first + 1)...force.granules {
                    extents.append(first..<end)
                    cut(from: end)
                    extents.removeLast()
                }
            }
        }

        mutating func placeTables() {
            tables = []
            for (owner, extent) in extents.enumerated() {
                for level in PAMTLevel.allCases {
                    let pages = problem.map.tablePages(level, granules: extent.count)
                    if pages > 0 { tables.append(Table(owner: owner, level: level, pages: pages)) }
                }
            }
            let all = tables.reduce(0) { $0 + $1.pages }
            isOutside = (0..<pages).map { page in
                map[page].isUsable && !extents.contains { $0.contains(page / size) }
            }
            // Without withholding the tables must at least be able to fill what lies outside.
            guard mayWithhold || isOutside.count(where: { $0 }) <= all else { return }
            placeOf = [Int](repeating: -1, count: tables.count)
            fill(run: 0, from: problem.map.runs.first?.start ?? 0, left: (1 << tables.count) - 1)
        }

        /// Lays the next block of tables into `run` at `from` or above, or goes on to the next run.
        mutating func fill(run: Int, from: Int, left: Int) {
            guard leaves <= force.budget else { return }
            if left == 0 {
                withhold()
                return
            }
            guard run < problem.map.runs.count else { return }
            let (start, end) = (problem.map.runs[run].start, problem.map.runs[run].end)
            let nextStart = run + 1 < problem.map.runs.count ? problem.map.runs[run + 1].start : 0
            if !mustFill(from, end) { fill(run: run + 1, from: nextStart, left: left) }
            var block = left
            while block != 0 {
                var length = 0
                for i in tables.indices where block & (1 << i) != 0 { length += tables[i].pages }
                var position = from
                while position + length <= end, !mustFill(from, position) {
                    let isCanonical =
                        position == start || position + length == end || (position + length) / size * size >= position
                    if force.tryAllPositions || isCanonical {
                        for i in tables.indices where block & (1 << i) != 0 { placeOf[i] = run }
                        for page in position..<(position + length) { taken[page] = true }
                        // A block that touched this one would be part of it.
                        fill(run: run, from: position + length + 1, left: left & ~block)
                        for page in position..<(position + length) { taken[page] = false }
                    }
                    position += 1
                }
                block = (block - 1) & left
            }
        }

        /// Whether tables must fill some of the pages from `start` to `end`.
        func mustFill(_ start: Int, _ end: Int) -> Bool {
            !mayWithhold && start < end && isOutside[start..<end].contains(true)
        }

        mutating func withhold() {
            guard mayWithhold else {
                if !zip(isOutside, taken).contains(where: { $0 && !$1 }) { judge(withheld: 0) }
                return
            }
            var loose: [[Int]] = []
            var outside: [Int] = []
            var previous = -10
            for page in 0..<pages where map[page].isUsable && !taken[page] {
                guard let extent = extents.firstIndex(where: { $0.contains(page / size) }) else {
                    outside.append(page)
                    continue
                }
                let joins =
                    previous == page - 1 && map[previous] == map[page] && extents[extent].contains(previous / size)
                if joins, !force.withholdPageByPage {
                    loose[loose.count - 1].append(page)
                } else {
                    loose.append([page])
                }
                previous = page
            }
            for page in outside { taken[page] = true }
            for choice in 0..<(1 << loose.count) {
                var count = outside.count
                for i in loose.indices where choice & (1 << i) != 0 {
                    count += loose[i].count
                    for page in loose[i] { taken[page] = true }
                }
                if count > 0 { judge(withheld: count) }
                for i in loose.indices where choice & (1 << i) != 0 { for page in loose[i] { taken[page] = false } }
            }
            for page in outside { taken[page] = false }
        }

        /// Adds the TDMR's figures.
        /// - Returns: its areas, and the node of most of its served pages.
        func add(_ extent: Range<Int>, to figures: inout PlanFigures) -> (areas: Int, home: Int?) {
            var areas = 0
            var isOpen = false
            var served = [Int](repeating: 0, count: 8)
            for page in (extent.lowerBound * size)..<(extent.upperBound * size) {
                if map[page] == .mustBeReserved || taken[page] {
                    if !isOpen { areas += 1 }
                    isOpen = true
                } else if case .run(let run) = map[page] {
                    isOpen = false
                    served[problem.map.runs[run].node] += 1
                }
            }
            let time = problem.initTime(granules: extent.count, areas: areas)
            figures.serialTime += time
            figures.longestTime = max(figures.longestTime, time)
            figures.areas += areas
            figures.servedPages += served.reduce(0, +)
            figures.pamtPages += problem.map.pamtPages(granules: extent.count)
            figures.mainTablePages += problem.map.mainTablePages(granules: extent.count)
            for granule in extent
            where !((granule * size)..<((granule + 1) * size)).contains(where: { map[$0].isUsable }) {
                figures.bridgedGranules += 1
            }
            let most = served.max() ?? 0
            return (areas, most == 0 ? nil : served.firstIndex(of: most))
        }

        mutating func judge(withheld: Int) {
            leaves += 1
            var figures = PlanFigures()
            figures.withheldPages = withheld
            figures.tdmrs = extents.count
            var homes: [Int?] = []
            var areasOfEach: [Int] = []
            for extent in extents {
                let (areas, home) = add(extent, to: &figures)
                guard areas <= problem.maxAreas else { return }
                areasOfEach.append(areas)
                homes.append(home)
            }
            guard figures.servedPages > 0 else { return }
            var floor = [Int](repeating: 0, count: 8)
            var pamtNodes = [Int?](repeating: nil, count: extents.count)
            for (i, table) in tables.enumerated() {
                let node = problem.map.runs[placeOf[i]].node
                if let home = homes[table.owner], node != home { figures.offNodePages += table.pages }
                // The tables are in the order 4K, 2M, 1G: the PAMT lies where its first one lies.
                if pamtNodes[table.owner] == nil {
                    floor[node] += extents[table.owner].count
                    pamtNodes[table.owner] = node
                }
            }
            figures.time = problem.parallelTime(
                total: figures.serialTime, longest: figures.longestTime, fullestNode: floor.max() ?? 0)
            take(figures)
            force.visit?(
                Plan(
                    extents: extents.map { GranuleRange(start: $0.lowerBound, count: $0.count) }, areas: areasOfEach,
                    homes: homes, pamtNodes: pamtNodes, figures: figures))
        }

        private mutating func take(_ figures: PlanFigures) {
            for objective in objectives {
                let rank = PlanScore(figures, objective)
                if best.ranks[objective].map({ rank < $0 }) ?? true {
                    (best.ranks[objective], best.figures[objective]) = (rank, figures)
                }
            }
        }
    }
}
