/// A place for tables: usable memory of one run inside one TDMR, or memory that is withheld unless a table takes it.
struct TableSite {
    /// The part that is not yet taken.
    var span: PageSpan
    /// The node's number.
    var node: Int
    /// The TDMR that holds it; nil: lost memory, where a table costs nothing.
    var tdmr: Int?
    /// Whether no served page lies between the site's start, or end, and a piece of the TDMR that must be reserved: a table there shares the piece's area.
    var startIsFree: Bool
    var endIsFree: Bool
    /// Whether the site is the lower end of a run that continues above it: a table at its start does not split the run.
    var beginsRun = false

    var isFree: Bool { tdmr == nil || startIsFree || endIsFree }

    /// Takes pages at an end where they cost no area. Where both ends cost one, takes the end at which the run ends, so that the rest stays in one piece.
    /// - Returns: the first page taken.
    mutating func take(_ pages: Int) -> Int {
        let isAtStart = isFree ? startIsFree && (!endIsFree || tdmr == nil) : beginsRun
        guard isAtStart else {
            endIsFree = true
            span.end -= pages
            return span.end
        }
        startIsFree = true
        defer { span.start += pages }
        return span.start
    }
}

extension TableSite {
    /// The longest sites of each node inside TDMRs: those where a table costs no area, and those where it costs one.
    /// - Parameter most: how many of each kind and node are kept.
    /// - Complexity: O(*r* + *h* + *t*), plus O(log *most*) for each site kept.
    static func longest(_ map: AddressMap, extents: [PageSpan], most: Int) -> [TableSite] {
        var free = [Longest<TableSite>](repeating: Longest(most), count: map.nodes.count)
        var priced = free
        forEach(map, extents: extents) { site in
            if site.isFree {
                free[site.node].insert(site, length: site.span.count)
            } else {
                priced[site.node].insert(site, length: site.span.count)
            }
        }
        return free.flatMap(\.elements) + priced.flatMap(\.elements)
    }

    /// The sites to keep when each table takes the shortest site with room where it costs no area, and the longest elsewhere.
    ///
    /// Lemma: tables are placed as if all sites were kept.
    /// Proof: beside its room, only a site's TDMR and node decide whether a table may lie in it. Sites are grouped by TDMR and node, and free ones also by the
    /// lengths of tables that they have room for. Of each group as many sites are kept as there are tables, those that are taken first. A table opens at most
    /// one site, so the first site of a group that is not yet opened is among those kept. Tested by `TablePlacementTests`.
    /// - Complexity: O((*r* + *h* + *t*) log *k*) for *k* tables.
    static func tight(_ map: AddressMap, extents: [PageSpan], for tables: [WantedTable]) -> [TableSite] {
        var chosen = TightSites(tables)
        forEach(map, extents: extents) { chosen.insert($0) }
        return chosen.finish()
    }

    /// Calls `body` with each site, TDMR by TDMR.
    private static func forEach(_ map: AddressMap, extents: [PageSpan], _ body: (TableSite) -> Void) {
        var reserved = 0
        var next = 0
        for (i, run) in map.runs.enumerated() {
            while next < extents.count, extents[next].end <= run.start { next += 1 }
            var tdmr = next
            while tdmr < extents.count, extents[tdmr].start < run.end {
                let extent = extents[tdmr]
                let span = PageSpan(start: max(run.start, extent.start), end: min(run.end, extent.end))
                while reserved < map.mustReserve.count, map.mustReserve[reserved].end <= span.start { reserved += 1 }
                let before = max(i > 0 ? map.runs[i - 1].end : 0, extent.start)
                let after = min(i + 1 < map.runs.count ? map.runs[i + 1].start : AddressMap.pageLimit, extent.end)
                body(
                    TableSite(
                        span: span, node: run.node, tdmr: tdmr,
                        startIsFree: span.start == run.start && reserved > 0
                            && map.mustReserve[reserved - 1].end > before,
                        endIsFree: span.end == run.end && reserved < map.mustReserve.count
                            && map.mustReserve[reserved].start < after,
                        beginsRun: span.start == run.start && span.end < run.end))
                tdmr += 1
            }
        }
    }

    /// Sites in lost memory, the longest pieces of each node.
    /// - Parameter lost: ascending, each of one run.
    static func lost(_ map: AddressMap, _ lost: [PageSpan], most: Int) -> [TableSite] {
        var longest = [Longest<TableSite>](repeating: Longest(most), count: map.nodes.count)
        var run = 0
        for span in lost {
            while map.runs[run].end <= span.start { run += 1 }
            let site = TableSite(span: span, node: map.runs[run].node, tdmr: nil, startIsFree: true, endIsFree: true)
            longest[site.node].insert(site, length: span.count)
        }
        return longest.flatMap(\.elements)
    }
}
