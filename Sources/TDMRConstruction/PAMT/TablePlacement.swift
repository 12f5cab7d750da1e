import Algorithms
import TDXModule

/// Places the PAMT tables of given TDMRs, the longest first. A table goes where it costs no area, beside memory that must be reserved; where there is no room,
/// into a block where an area costs least. The tables of a node lie together as far as there is room.
struct TablePlacement {
    /// The sites of one node, as indices of `sites`.
    private struct NodeSites {
        /// Lost memory, the shortest first: a table takes the shortest that fits.
        var lost: [Int] = []
        /// Sites where a table costs no area, the shortest first.
        var free: [Int] = []
        /// Sites where a table costs an area, by TDMR.
        var priced: [PricedSites] = []
        /// The site in use: further tables go there as long as it has room.
        var current: Int?
    }

    /// Sites of one node in one TDMR where a table costs an area.
    private struct PricedSites {
        let tdmr: Int
        /// The longest first. Sites in use stay in the list.
        var sites: [Int] = []
        /// Where the search resumes, and for which length and rule on homes.
        var cursor = (pages: 0, keepsHomes: true, index: 0)
    }

    /// The limits and prices of areas.
    struct Rules {
        /// Most areas of one TDMR.
        var maxAreas: Int
        /// The price of a TDMR of `granules` with `areas`; the planner uses the TDMR's time.
        var price: (_ granules: Int, _ areas: Int) -> Int = { granules, _ in granules }
        /// Whether a table may take an area beyond its TDMR's limit; memory is then withheld.
        var mayExceedAreas = false
        /// If set, all tables to place: a table that costs no area then goes to the shortest site that has room, which it may fill to the page.
        /// nil: it goes to the longest site, which keeps tables together.
        var tight: [WantedTable]?
    }

    private let rules: Rules
    private let extents: [GranuleRange]
    /// The node's number of each TDMR's home.
    private let homes: [Int?]
    private let preferred: TableNodes
    private var keepsHomes = true
    private var areas: [Int]
    /// The areas of each TDMR without these tables.
    private let areasBefore: [Int]
    /// Pages of each TDMR by node that the tables placed so far leave to be served.
    private var served: [[(node: Int, pages: Int)]]
    private var sites: [TableSite]
    private var nodes: [NodeSites]
    /// Pages of the tables on each node.
    private var written: [Int]

    /// - Parameters:
    ///   - fixed: tables that have their places already.
    ///   - lost: memory that is withheld unless a table takes it, ascending, each piece of one run.
    /// - Complexity: O(*r* + *h* + *s* log *s*) for *s* sites kept, which are no more than the tables may need.
    init(
        _ map: AddressMap, extents: [GranuleRange], fixed: [PlacedTable] = [], lost: [PageSpan] = [],
        on preferred: TableNodes,
        rules: Rules
    ) {
        self.rules = rules
        self.extents = extents
        self.preferred = preferred
        let spans = extents.map(map.pages)
        let taken = fixed.map(\.span).sorted { $0.start < $1.start }
        let contents = AreaSweep.contents(map, extents: spans, tables: taken)
        homes = contents.map(\.home)
        areas = contents.map(\.areas.count)
        areasBefore = areas
        served = contents.map(\.served)
        let left = map.reserving(taken.isEmpty ? lost : PageSpan.joined(taken, lost))
        let most = SearchBudget.sitesForTable * (PAMTLevel.allCases.count * extents.count + 1)
        sites =
            rules.tight.map { TableSite.tight(left, extents: spans, for: $0) }
            ?? TableSite.longest(left, extents: spans, most: most)
        sites += TableSite.lost(map, lost, most: most)
        nodes = [NodeSites](repeating: NodeSites(), count: map.nodes.count)
        written = [Int](repeating: 0, count: map.nodes.count)
        if preferred == .leastWritten {
            for table in fixed {
                written[map.runs[map.index(ofRunEndingAbove: table.span.start)].node] += table.span.count
            }
        }
        listSites()
    }

    /// Gives each node its sites, in the order in which they are tried.
    private mutating func listSites() {
        for i in sites.indices.sorted(by: { (sites[$0].span.count, $0) < (sites[$1].span.count, $1) }) {
            if sites[i].tdmr == nil {
                nodes[sites[i].node].lost.append(i)
            } else if sites[i].isFree {
                nodes[sites[i].node].free.append(i)
            }
        }
        let priced = sites.indices.filter { !sites[$0].isFree }.sorted {
            (sites[$0].tdmr ?? 0, -sites[$0].span.count, $0) < (sites[$1].tdmr ?? 0, -sites[$1].span.count, $1)
        }
        for i in priced {
            let (node, tdmr) = (sites[i].node, sites[i].tdmr ?? 0)
            if nodes[node].priced.last?.tdmr != tdmr { nodes[node].priced.append(PricedSites(tdmr: tdmr)) }
            nodes[node].priced[nodes[node].priced.count - 1].sites.append(i)
        }
    }

    /// Places for all of `tables`, which come longest first; nil when one does not fit.
    /// - Complexity: O(*k* (log *s* + *n*)) for *k* tables on *n* nodes where they cost no area, O(*k* *t*) for *t* TDMRs where they cost one.
    mutating func place(_ tables: [WantedTable]) -> [PlacedTable]? {
        var placed: [PlacedTable] = []
        placed.reserveCapacity(tables.count)
        for table in tables {
            guard let start = place(table) else { return nil }
            placed.append(table.placed(at: start))
        }
        return placed
    }

    private mutating func place(_ table: WantedTable) -> Int? {
        let others = nodes.indices.filter { $0 != homes[table.owner] }
        let home = homes[table.owner].map { [$0] } ?? []
        // A table in lost memory reduces what is withheld.
        if let start = placeLost(table.pages, on: home) ?? placeLost(table.pages, on: others) { return start }
        let leastWritten = preferred == .leastWritten ? leastWrittenFirst : []
        // When tables change a TDMR's home, the TDMR's own tables no longer lie at home. Such sites are used only when there is no other.
        for keepsHomes in [true, false] {
            self.keepsHomes = keepsHomes
            let start =
                switch preferred {
                case .home: placeFree(table.pages, on: home) ?? placePriced(table.pages, on: home)
                case .cheapest:
                    placeFree(table.pages, on: home) ?? placeFree(table.pages, on: others)
                        ?? placePriced(table.pages, on: home) ?? placePriced(table.pages, on: others)
                case .leastWritten:
                    placeFree(table.pages, on: leastWritten) ?? placePriced(table.pages, on: leastWritten)
                }
            if let start { return start }
        }
        return preferred == .home ? placeFree(table.pages, on: others) ?? placePriced(table.pages, on: others) : nil
    }

    private var leastWrittenFirst: [Int] {
        nodes.indices.sorted { (written[$0], $0) < (written[$1], $1) }
    }

    // MARK: Sites where a table costs no area

    private mutating func placeLost(_ pages: Int, on candidates: [Int]) -> Int? {
        for node in candidates {
            if let first = nodes[node].lost.firstIndex(fitting: pages, sites) {
                let site = nodes[node].lost.remove(at: first)
                let start = sites[site].take(pages)
                nodes[node].lost.insert(site, byLength: sites)
                return start
            }
        }
        return nil
    }

    private mutating func placeFree(_ pages: Int, on candidates: [Int]) -> Int? {
        if rules.tight != nil { return placeTightly(pages, on: candidates) }
        if let start = placeExactly(pages, on: candidates) { return start }
        for node in candidates {
            if let current = nodes[node].current, sites[current].span.count >= pages, keepsHome(current, pages) {
                return take(pages, from: current)
            }
            // The longest site that does not change its TDMR's home.
            for i in nodes[node].free.indices.reversed() {
                let site = nodes[node].free[i]
                guard sites[site].span.count >= pages else { break }
                guard keepsHome(site, pages) else { continue }
                nodes[node].free.remove(at: i)
                use(site, on: node)
                return take(pages, from: site)
            }
        }
        return nil
    }

    /// Takes a whole site between two pieces that must be reserved, so that these share an area.
    private mutating func placeExactly(_ pages: Int, on candidates: [Int]) -> Int? {
        for node in candidates {
            guard let first = nodes[node].free.firstIndex(fitting: pages, sites) else { continue }
            for i in nodes[node].free[first...].indices {
                let site = nodes[node].free[i]
                guard sites[site].span.count == pages else { break }
                guard sites[site].startIsFree, sites[site].endIsFree, keepsHome(site, pages) else { continue }
                nodes[node].free.remove(at: i)
                return take(pages, from: site)
            }
        }
        return nil
    }

    private mutating func placeTightly(_ pages: Int, on candidates: [Int]) -> Int? {
        for node in candidates {
            let first = nodes[node].free.firstIndex(fitting: pages, sites) ?? nodes[node].free.count
            guard let i = nodes[node].free[first...].firstIndex(where: { keepsHome($0, pages) }) else {
                // Else behind a table that already costs an area.
                if let current = nodes[node].current, sites[current].span.count >= pages, keepsHome(current, pages) {
                    return take(pages, from: current)
                }
                continue
            }
            let site = nodes[node].free.remove(at: i)
            let start = take(pages, from: site)
            nodes[node].free.insert(site, byLength: sites)
            return start
        }
        return nil
    }

    /// Whether a TDMR keeps its home when tables take `pages` pages of a site.
    private func keepsHome(_ site: Int, _ pages: Int) -> Bool {
        guard keepsHomes, let tdmr = sites[site].tdmr, homes[tdmr] == sites[site].node else { return true }
        var own = -pages
        var others = 0
        for (node, pages) in served[tdmr] {
            if node == sites[site].node {
                own += pages
            } else {
                others = max(others, pages + (node < sites[site].node ? 1 : 0))
            }
        }
        return own > 0 && own >= others
    }

    private mutating func take(_ pages: Int, from site: Int) -> Int {
        if let tdmr = sites[site].tdmr, let i = served[tdmr].firstIndex(where: { $0.node == sites[site].node }) {
            served[tdmr][i].pages -= pages
        }
        written[sites[site].node] += pages
        return sites[site].take(pages)
    }

    /// Makes a site the one in use. What is left of the previous one stays available for shorter tables.
    private mutating func use(_ site: Int, on node: Int) {
        if let before = nodes[node].current, sites[before].span.count > 0 {
            nodes[node].free.insert(before, byLength: sites)
        }
        nodes[node].current = site
    }

    // MARK: Sites where a table costs an area

    /// Takes the longest site of the TDMR whose price with one more area is lowest. Where tables are to lie at home, the price ignores the areas taken so far:
    /// one TDMR is used up before the next, because each TDMR that is used may change its home.
    private mutating func placePriced(_ pages: Int, on candidates: [Int]) -> Int? {
        var best: (price: Int, length: Int, node: Int, site: Int)?
        for node in candidates {
            for i in nodes[node].priced.indices {
                let tdmr = nodes[node].priced[i].tdmr
                guard rules.mayExceedAreas || areas[tdmr] < rules.maxAreas else { continue }
                let price = rules.price(
                    extents[tdmr].count, (preferred == .home ? areasBefore : areas)[tdmr] + 1)
                // Of nodes with the same price, the first.
                guard best.map({ price < $0.price || price == $0.price && node == $0.node }) ?? true,
                    let site = longest(fitting: pages, of: i, on: node)
                else { continue }
                let length = sites[site].span.count
                if best.map({ (price, $0.length) < ($0.price, length) }) ?? true { best = (price, length, node, site) }
            }
        }
        guard let best, let tdmr = sites[best.site].tdmr else { return nil }
        areas[tdmr] += 1
        use(best.site, on: best.node)
        return take(pages, from: best.site)
    }

    /// The longest unused site of a TDMR, if it has room.
    private mutating func longest(fitting pages: Int, of index: Int, on node: Int) -> Int? {
        var cursor = nodes[node].priced[index].cursor
        if (cursor.pages, cursor.keepsHomes) != (pages, keepsHomes) { cursor = (pages, keepsHomes, 0) }
        defer { nodes[node].priced[index].cursor = cursor }
        while cursor.index < nodes[node].priced[index].sites.count {
            let site = nodes[node].priced[index].sites[cursor.index]
            if !sites[site].isFree {
                guard sites[site].span.count >= pages else { return nil }
                if keepsHome(site, pages) { return site }
            }
            cursor.index += 1
        }
        return nil
    }
}

extension [Int] {
    /// The index of the first site with room for `pages`, in a list of sites with the shortest first; nil when none has.
    fileprivate func firstIndex(fitting pages: Int, _ sites: [TableSite]) -> Int? {
        let i = partitioningIndex { sites[$0].span.count >= pages }
        return i < count ? i : nil
    }

    /// Puts a site back in order of its remaining length.
    fileprivate mutating func insert(_ site: Int, byLength sites: [TableSite]) {
        insert(site, at: firstIndex(fitting: sites[site].span.count, sites) ?? count)
    }
}
