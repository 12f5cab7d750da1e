import PhysicalMemory
import TDXModule

extension PlanDraft {
    /// The plan as TDMR_INFO entries. Only for maps with granules of 1 GiB.
    /// - Parameter outside: memory outside of every CMR, which is always withheld.
    func layout(_ map: consuming AddressMap, outside: [PageRange]) -> Layout {
        // The map is released before the withheld ranges, which may take as much memory, are written out.
        let tdmrs = tdmrs(consume map)
        var all: [PageRange] = []
        all.reserveCapacity(withheld.count + outside.count)
        PageSpan.forEachJoined(withheld, outside.map(PageSpan.init)) { all.append(PageRange($0)) }
        return Layout(tdmrs: tdmrs, withheld: all)
    }

    private func tdmrs(_ map: AddressMap) -> [PlannedTDMR] {
        var tablesOf = [[PlacedTable]](repeating: [], count: extents.count)
        for table in tables { tablesOf[table.owner].append(table) }
        return zip(extents, contents(map)).enumerated().map { i, pair in
            PlannedTDMR(
                info: Self.info(map.pages(of: pair.0), pair.1, tables: tablesOf[i]),
                pamtNode: pair.1.home.map { map.nodes[$0] } ?? NodeID(0))
        }
    }

    private static func info(_ extent: PageSpan, _ contents: TDMRContents, tables: [PlacedTable]) -> TDMRInfo {
        // A table of size 0 must lie where it overlaps nothing: at the start of another table, else at the start of the first piece that is not reserved.
        let idle =
            tables.min { $0.level.rawValue < $1.level.rawValue }?.span.start
            ?? contents.areas.first.map { $0.start == extent.start ? $0.end : extent.start } ?? extent.start
        func table(_ level: PAMTLevel) -> PAMTTable {
            let span = tables.first { $0.level == level }?.span ?? PageSpan(start: idle, end: idle)
            return PAMTTable(base: PageFrame(UInt64(span.start)).address, size: .pages(UInt64(span.count)))
        }
        return TDMRInfo(
            base: PageFrame(UInt64(extent.start)).address, size: .pages(UInt64(extent.count)), pamt1G: table(.page1G),
            pamt2M: table(.page2M),
            pamt4K: table(.page4K),
            reservedAreas: contents.areas.map {
                ReservedArea(offset: .pages(UInt64($0.start - extent.start)), size: .pages(UInt64($0.count)))
            })
    }
}
