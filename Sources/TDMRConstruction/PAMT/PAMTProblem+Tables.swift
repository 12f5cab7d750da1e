import PhysicalMemory
import TDXModule

extension PAMTProblem {
    /// Where tables may lie. The table sizes of this map are not used: the requests have their own.
    var map: AddressMap {
        AddressMap.make(memlist: AddressMap.memlist(memory), cmrs: cmrs, pamt: ModuleLimits.standard.pamtSizes()).map
    }

    var extents: [GranuleRange] {
        tdmrs.map {
            GranuleRange(
                start: Int($0.start.rawValue / PageFrame.perGranule), count: Int($0.count / PageFrame.perGranule))
        }
    }

    /// The tables that exist, the longest first.
    var wantedTables: [WantedTable] {
        WantedTable.longestFirst(
            requests.enumerated().flatMap { owner, request in
                PAMTLevel.allCases.compactMap { level in
                    let pages = Int(request.size(level).pages)
                    return pages > 0 ? WantedTable(owner: owner, level: level, pages: pages) : nil
                }
            })
    }

    /// Placements from tables in any order. A table of size 0 gets the address of its TDMR's lowest table, or of the TDMR where that has none.
    func placements(_ tables: [PlacedTable]) -> [PAMTPlacement] {
        var own = [[PlacedTable]](repeating: [], count: requests.count)
        for table in tables { own[table.owner].append(table) }
        return own.enumerated().map { owner, tables in
            let idle = tables.map(\.span.start).min() ?? Int(tdmrs[owner].start.rawValue)
            func table(_ level: PAMTLevel) -> PAMTTable {
                let start = tables.first { $0.level == level }?.span.start ?? idle
                return PAMTTable(base: PageFrame(UInt64(start)).address, size: requests[owner].size(level))
            }
            return PAMTPlacement(table1G: table(.page1G), table2M: table(.page2M), table4K: table(.page4K))
        }
    }
}
