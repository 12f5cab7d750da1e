/// The fewest reserved areas for given TDMRs, PAMTs and withheld memory, in one pass over the address space. Neighbouring pieces that must be covered share
/// an area wherever no served page lies between them. Neutral memory is covered where it lies between two pieces of one area.
struct AreaSweep {
    /// The contents of all TDMRs of a plan.
    /// - Parameters:
    ///   - extents: the TDMRs in pages, ascending and disjoint.
    ///   - tables: pages of tables, ascending and disjoint, all inside runs.
    ///   - withheld: memory kept from the page allocator: ascending, disjoint, inside runs and apart from the tables. A separate list, as it may be very long.
    /// - Complexity: O(*t* + *r* + *h* + *k*) for *t* TDMRs, *r* runs, *h* ranges that must be reserved, *k* tables and withheld pieces.
    static func contents(_ map: AddressMap, extents: [PageSpan], tables: [PageSpan], withheld: [PageSpan] = [])
        -> [TDMRContents]
    {
        var sweep = AreaSweep(map: map, tables: tables, withheld: withheld)
        return extents.map { sweep.contents($0) }
    }

    private let map: AddressMap
    private let tables: [PageSpan]
    private let withheld: [PageSpan]
    private var nextRun = 0
    private var nextReserved = 0
    private var nextTable = 0
    private var nextWithheld = 0

    private init(map: AddressMap, tables: [PageSpan], withheld: [PageSpan]) {
        self.map = map
        self.tables = tables
        self.withheld = withheld
    }

    private mutating func contents(_ tdmr: PageSpan) -> TDMRContents {
        while nextRun < map.runs.count, map.runs[nextRun].end <= tdmr.start { nextRun += 1 }
        while nextReserved < map.mustReserve.count, map.mustReserve[nextReserved].end <= tdmr.start {
            nextReserved += 1
        }
        while nextTable < tables.count, tables[nextTable].end <= tdmr.start { nextTable += 1 }
        while nextWithheld < withheld.count, withheld[nextWithheld].end <= tdmr.start { nextWithheld += 1 }
        var contents = TDMRContents()
        var run = nextRun
        var reserved = nextReserved
        var table = nextTable
        var lost = nextWithheld
        var isInArea = false
        var position = tdmr.start
        while true {
            let reservedStart = reserved < map.mustReserve.count ? map.mustReserve[reserved].start : Int.max
            let tableStart = table < tables.count ? tables[table].start : Int.max
            let lostStart = lost < withheld.count ? withheld[lost].start : Int.max
            let next = min(max(min(reservedStart, tableStart, lostStart), tdmr.start), tdmr.end)
            if serve(from: position, to: next, run: &run, in: &contents) { isInArea = false }
            if next >= tdmr.end { return contents }
            if reservedStart < min(tableStart, lostStart) {
                position = min(map.mustReserve[reserved].end, tdmr.end)
                reserved += 1
            } else if tableStart < lostStart {
                position = min(tables[table].end, tdmr.end)
                table += 1
            } else {
                position = min(withheld[lost].end, tdmr.end)
                lost += 1
            }
            if isInArea {
                contents.areas[contents.areas.count - 1].end = position
            } else {
                contents.areas.append(PageSpan(start: next, end: position))
                isInArea = true
            }
        }
    }

    /// Counts the served pages between two pieces that must be covered.
    /// - Returns: whether any page is served.
    private func serve(from position: Int, to next: Int, run: inout Int, in contents: inout TDMRContents) -> Bool {
        var isServed = false
        while run < map.runs.count, map.runs[run].start < next {
            let start = max(map.runs[run].start, position)
            let end = min(map.runs[run].end, next)
            if start < end {
                contents.addServed(end - start, node: map.runs[run].node)
                isServed = true
            }
            if map.runs[run].end > next { break }
            run += 1
        }
        return isServed
    }
}
