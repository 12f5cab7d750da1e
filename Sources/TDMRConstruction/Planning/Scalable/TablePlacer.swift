import PhysicalMemory
import TDXModule

/// Places the PAMT tables of a coverage, the largest first: into the pools that must be filled, then beside holes where a table costs no area, then
/// where it costs an area of the TDMR that minds it least.
struct TablePlacer {
    /// Usable memory of one run inside one TDMR, or outside of all.
    private struct Site {
        var span: PageSpan
        var node: NodeID
        /// The TDMR that holds it; -1: none.
        var tdmr: Int
        /// Whether a mandatory piece of the TDMR lies right before or behind it.
        var leftIsFree: Bool
        var rightIsFree: Bool
        /// Whether a table at an end costs no area.
        var isFree: Bool { leftIsFree || rightIsFree || tdmr < 0 }
        /// Whether tables lie at its end, not at its start.
        var fillsFromEnd = false
        var isOpen = false
    }

    /// Sites by what a table costs there, the shortest first: nothing, or an area.
    private struct Shelf {
        var free: [Int] = []
        var priced: [Int] = []
    }

    let problem: PlanningProblem
    let extents: [DraftPlan.Extent]
    /// The node of each TDMR.
    let homes: [NodeID?]
    /// Whether a table may only lie on its TDMR's node as long as that has room.
    let prefersHome: Bool
    /// Whether a table may take an area that its TDMR does not have: memory is withheld for it then.
    var mayCloseGroups = false
    private var sites: [Site] = []
    private var shelves: [Shelf] = []
    private var shelfOfNode: [NodeID: Int] = [:]
    private var areas: [Int] = []
    private var placed: [DraftPlan.Table] = []

    init(_ problem: PlanningProblem, extents: [DraftPlan.Extent], pools: [GranulePool], prefersHome: Bool) {
        self.problem = problem
        self.extents = extents
        self.prefersHome = prefersHome
        let draft = DraftPlan(extents: extents)
        let surveys = draft.surveys(problem)
        homes = surveys.map(\.node)
        areas = surveys.map(\.areas.count)
        sites = Self.sites(problem, extents: draft.pageExtents(problem.scale), pools: pools)
    }

    /// All tables, or nil when one does not fit.
    static func place(
        _ problem: PlanningProblem, extents: [DraftPlan.Extent], pools: [GranulePool], closed: [PageSpan] = [], prefersHome: Bool,
        mayCloseGroups: Bool = false
    ) -> [DraftPlan.Table]? {
        place(
            wanted(problem, extents), problem, extents: extents, pools: pools, closed: closed, prefersHome: prefersHome, mayCloseGroups: mayCloseGroups)
    }

    /// The given tables, the longest first.
    static func place(
        _ wanted: [(owner: Int, level: PAMTLevel, pages: Int)], _ problem: PlanningProblem, extents: [DraftPlan.Extent],
        pools: [GranulePool] = [], closed: [PageSpan] = [], occupied: [PageSpan] = [], blocks: [PageSpan] = [],
        prefersHome: Bool, mayCloseGroups: Bool = false
    ) -> [DraftPlan.Table]? {
        var placer = TablePlacer(problem, extents: extents, pools: pools, prefersHome: prefersHome)
        placer.mayCloseGroups = mayCloseGroups
        var tables = wanted
        guard placer.fill(pools, from: &tables) else { return nil }
        placer.leave(occupied)
        for block in blocks { placer.take(block) }
        placer.fill(closed: closed, from: &tables)
        placer.arrange()
        for table in tables {
            guard placer.placeFreely(table) else { return nil }
        }
        return placer.placed
    }

    /// The tables that exist, the longest first.
    private static func wanted(_ problem: PlanningProblem, _ extents: [DraftPlan.Extent]) -> [(owner: Int, level: PAMTLevel, pages: Int)] {
        var tables: [(owner: Int, level: PAMTLevel, pages: Int)] = []
        for (i, extent) in extents.enumerated() {
            for level in PAMTLevel.allCases {
                let pages = problem.scale.tablePages(level, granules: extent.count)
                if pages > 0 { tables.append((i, level, pages)) }
            }
        }
        return tables.sorted { ($0.pages, $1.owner) > ($1.pages, $0.owner) }
    }

    /// Lays tables at the pools' ends until each is as long as it must be. Tables of the pool's node come first.
    private mutating func fill(_ pools: [GranulePool], from tables: inout [(owner: Int, level: PAMTLevel, pages: Int)]) -> Bool {
        for pool in pools.sorted(by: { $0.pages > $1.pages }) {
            let run = problem.terrain.runs[pool.run]
            let size = problem.scale.pagesPerGranule
            // The granule behind the last one filled may be filled in part.
            let inner = pool.atEnd ? ((run.end - 1) / size - pool.granules + 1) * size : (run.start / size + pool.granules) * size
            let mostOverhang = pool.atEnd ? inner - max(run.start, inner - size) - 1 : min(run.end, inner + size) - inner - 1
            var length = 0
            while length < pool.pages {
                let need = pool.pages - length
                let allowed = tables.indices.filter { !prefersHome || homes[tables[$0].owner] == run.node }
                // The longest that stays within the need; without one the shortest that exceeds it.
                guard let i = allowed.first(where: { tables[$0].pages <= need }) ?? allowed.last else { return false }
                let table = tables.remove(at: i)
                guard length + table.pages <= pool.pages + mostOverhang else { return false }
                let start = pool.atEnd ? run.end - length - table.pages : run.start + length
                placed.append(
                    DraftPlan.Table(owner: table.owner, level: table.level, span: PageSpan(start: start, end: start + table.pages)))
                length += table.pages
            }
            take(
                pool.atEnd ? PageSpan(start: run.end - length, end: run.end) : PageSpan(start: run.start, end: run.start + length), of: pool)
        }
        return true
    }

    /// Gives up sites that begin where one of the spans does.
    /// - Parameter closed: ascending.
    private mutating func leave(_ closed: [PageSpan]) {
        guard !closed.isEmpty else { return }
        sites.removeAll { site in
            var low = 0
            var high = closed.count
            while low < high {
                let middle = (low + high) / 2
                if closed[middle].start < site.span.start { low = middle + 1 } else { high = middle }
            }
            return low < closed.count && closed[low].start == site.span.start
        }
    }

    /// Lays tables into memory that nobody is served from, the longest first, each where it leaves the least.
    /// - Parameter closed: ascending, each of one run.
    private mutating func fill(closed: [PageSpan], from tables: inout [(owner: Int, level: PAMTLevel, pages: Int)]) {
        guard !closed.isEmpty else { return }
        leave(closed)
        // No table needs more than one of the longest spans for itself.
        let most = tables.count
        var perNode = PerNode<Longest<PageSpan>>()
        var run = 0
        for span in closed {
            while problem.terrain.runs[run].end <= span.start { run += 1 }
            perNode.update(problem.terrain.runs[run].node, from: Longest(most)) { $0.insert(span, length: span.count) }
        }
        let open = sites
        sites = zip(perNode.nodes, perNode.values).flatMap { node, spans in
            spans.elements.map { Site(span: $0, node: node, tdmr: -1, leftIsFree: true, rightIsFree: false) }
        }
        arrange()
        tables.removeAll { placeFreely($0) }
        sites = open
    }

    /// Takes a pool's block away from the sites it reaches into.
    private mutating func take(_ block: PageSpan, of pool: GranulePool) {
        let node = problem.terrain.runs[pool.run].node
        for i in sites.indices where sites[i].node == node && sites[i].span.start < block.end && block.start < sites[i].span.end {
            let wasFree = pool.atEnd ? sites[i].rightIsFree : sites[i].leftIsFree
            if pool.atEnd {
                sites[i].span.end = max(sites[i].span.start, block.start)
                sites[i].rightIsFree = true
            } else {
                sites[i].span.start = min(sites[i].span.end, block.end)
                sites[i].leftIsFree = true
            }
            if !wasFree, sites[i].tdmr >= 0 { areas[sites[i].tdmr] += 1 }
        }
    }

    /// Takes a block of tables away from the sites it reaches into, at one of their ends.
    private mutating func take(_ block: PageSpan) {
        for i in sites.indices where sites[i].span.start < block.end && block.start < sites[i].span.end {
            let atStart = block.start <= sites[i].span.start
            let wasFree = atStart ? sites[i].leftIsFree : sites[i].rightIsFree
            if atStart {
                sites[i].span.start = min(sites[i].span.end, block.end)
                sites[i].leftIsFree = true
            } else {
                sites[i].span.end = block.start
                sites[i].rightIsFree = true
            }
            if !wasFree, sites[i].tdmr >= 0 { areas[sites[i].tdmr] += 1 }
        }
    }

    private mutating func placeFreely(_ table: (owner: Int, level: PAMTLevel, pages: Int)) -> Bool {
        let home = prefersHome ? homes[table.owner].flatMap { shelfOfNode[$0] } : 0
        if let home, let found = cheapest(on: home, pages: table.pages) {
            put(table, at: found.site, of: home)
            return true
        }
        var best: (price: Int, count: Int, site: Int, shelf: Int)?
        for i in shelves.indices where i != home {
            guard let found = cheapest(on: i, pages: table.pages) else { continue }
            let key = (found.price, sites[found.site].span.count, found.site)
            if best.map({ key < ($0.price, $0.count, $0.site) }) ?? true { best = (key.0, key.1, key.2, i) }
        }
        guard let best else { return false }
        put(table, at: best.site, of: best.shelf)
        return true
    }

    /// The site of a shelf where a table costs least and leaves least.
    /// - Complexity: O(log *s*) when a table there costs no area, else O(*s*).
    private func cheapest(on shelf: Int, pages: Int) -> (price: Int, site: Int)? {
        let (free, priced) = (shelves[shelf].free, shelves[shelf].priced)
        let first = position(in: free, count: pages, site: -1)
        if first < free.count { return (0, free[first]) }
        var best: (price: Int, site: Int)?
        for i in position(in: priced, count: pages, site: -1)..<priced.count {
            // A table that fills its site joins what lies on both sides: without free ends that still costs an area.
            let tdmr = sites[priced[i]].tdmr
            guard areas[tdmr] < problem.maxAreas || mayCloseGroups else { continue }
            if best.map({ extents[tdmr].count < $0.price }) ?? true { best = (extents[tdmr].count, priced[i]) }
        }
        return best
    }

    /// The first place in a list of sites, the shortest first, that is not before a site of so many pages.
    private func position(in list: [Int], count: Int, site: Int) -> Int {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if (sites[list[middle]].span.count, list[middle]) < (count, site) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Sorts the sites onto shelves: one for each node where tables prefer theirs, else one for all.
    /// - Complexity: O(*s* log *s*).
    private mutating func arrange() {
        shelves = prefersHome ? [] : [Shelf()]
        shelfOfNode = [:]
        for i in sites.indices.sorted(by: { (sites[$0].span.count, $0) < (sites[$1].span.count, $1) }) {
            let site = sites[i]
            if prefersHome, shelfOfNode[site.node] == nil {
                shelfOfNode[site.node] = shelves.count
                shelves.append(Shelf())
            }
            let shelf = prefersHome ? shelfOfNode[site.node] ?? 0 : 0
            if site.isFree { shelves[shelf].free.append(i) } else { shelves[shelf].priced.append(i) }
        }
    }

    private mutating func put(_ table: (owner: Int, level: PAMTLevel, pages: Int), at index: Int, of shelf: Int) {
        let before = sites[index].span.count
        let isPriced = !sites[index].isOpen && !sites[index].isFree
        if isPriced {
            shelves[shelf].priced.remove(at: position(in: shelves[shelf].priced, count: before, site: index))
            areas[sites[index].tdmr] += 1
        } else {
            shelves[shelf].free.remove(at: position(in: shelves[shelf].free, count: before, site: index))
        }
        if !sites[index].isOpen {
            sites[index].isOpen = true
            sites[index].fillsFromEnd = sites[index].rightIsFree || !sites[index].leftIsFree
        }
        let span = sites[index].span
        let start = sites[index].fillsFromEnd ? span.end - table.pages : span.start
        placed.append(DraftPlan.Table(owner: table.owner, level: table.level, span: PageSpan(start: start, end: start + table.pages)))
        // Out of its list the site may change its length.
        if sites[index].fillsFromEnd { sites[index].span.end = start } else { sites[index].span.start = start + table.pages }
        shelves[shelf].free.insert(index, at: position(in: shelves[shelf].free, count: sites[index].span.count, site: index))
    }

    /// The longest pieces of runs inside TDMRs, enough of each node for any number of tables, those where a table costs no area apart.
    private static func sites(_ problem: PlanningProblem, extents: [PageSpan], pools: [GranulePool]) -> [Site] {
        let runs = problem.terrain.runs
        let holes = problem.terrain.holes
        var perNode = PerNode<(free: Longest<Site>, priced: Longest<Site>)>()
        let most = 4 * (3 * extents.count + 1)
        var hole = 0
        var next = 0
        for (i, run) in runs.enumerated() {
            while next < extents.count, extents[next].end <= run.start { next += 1 }
            var e = next
            while e < extents.count, extents[e].start < run.end {
                let span = PageSpan(start: max(run.start, extents[e].start), end: min(run.end, extents[e].end))
                while hole < holes.count, holes[hole].end <= span.start { hole += 1 }
                let before = max(i > 0 ? runs[i - 1].end : 0, extents[e].start)
                let after = min(i + 1 < runs.count ? runs[i + 1].start : Terrain.top, extents[e].end)
                // A hole between this piece and the served memory beside it, inside the TDMR.
                let leftHole = hole > 0 && hole <= holes.count && max(holes[hole - 1].start, before) < min(holes[hole - 1].end, span.start)
                let rightHole = hole < holes.count && max(holes[hole].start, span.end) < min(holes[hole].end, after)
                let site = Site(
                    span: span, node: run.node, tdmr: e, leftIsFree: leftHole && span.start == run.start,
                    rightIsFree: rightHole && span.end == run.end)
                perNode.update(run.node, from: (Longest(most), Longest(most))) {
                    if site.isFree { $0.free.insert(site, length: span.count) } else { $0.priced.insert(site, length: span.count) }
                }
                e += 1
            }
        }
        return perNode.values.flatMap { ($0.free.elements + $0.priced.elements).sorted { $0.span.start < $1.span.start } }
    }
}
