import TDXModule

/// A PAMT table that needs a place.
struct WantedTable: Hashable, Sendable {
    /// The TDMR it belongs to, by index.
    var owner: Int
    var level: PAMTLevel
    var pages: Int

    /// The tables that TDMRs need, the longest first.
    static func all(_ map: AddressMap, _ extents: [GranuleRange]) -> [WantedTable] {
        longestFirst(
            extents.enumerated().flatMap { owner, extent in
                PAMTLevel.allCases.compactMap { level in
                    let pages = map.tablePages(level, granules: extent.count)
                    return pages > 0 ? WantedTable(owner: owner, level: level, pages: pages) : nil
                }
            })
    }

    static func longestFirst(_ tables: [WantedTable]) -> [WantedTable] {
        tables.sorted { ($0.pages, $1.owner, $1.level.rawValue) > ($1.pages, $0.owner, $0.level.rawValue) }
    }

    func placed(at start: Int) -> PlacedTable {
        PlacedTable(owner: owner, level: level, span: PageSpan(start: start, end: start + pages))
    }
}
