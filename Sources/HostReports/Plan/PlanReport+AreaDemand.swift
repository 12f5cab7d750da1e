internal import PhysicalMemory
import TDMRConstruction

extension PlanReport {
    /// The areas that `tdmr` would need without a limit; nil when the construction fails for another reason.
    func areaDemand(of tdmr: PageRange, options: PlannerOptions) -> AreaDemand? {
        var input = map.construction
        input.limits.maxReservedAreas = .max
        input.pamt = profile.pamt
        guard case .success(let layout) = strategy.planner(options).plan(input).outcome,
            let planned = layout.tdmrs.first(where: { PageFrame(containing: $0.info.base) == tdmr.start })
        else { return nil }
        let pamts = layout.tdmrs.enumerated().flatMap { index, tdmr in
            let info = tdmr.info
            return PAMTPlacement(table1G: info.pamt1G, table2M: info.pamt2M, table4K: info.pamt4K).runs.map {
                (index, $0)
            }
        }
        let convertible = map.cmrs.map { PageRanges($0.map(\.wholePages)) }
        var holes: [DemandedArea] = []
        var tables: [(owner: Int, area: DemandedArea)] = []
        for area in planned.info.reservedAreas {
            let start = tdmr.start + area.offset.pages
            let pages = PageRange(start: start, end: start + area.size.pages)
            let inside = convertible.map { $0.covers(pages) }
            if let (owner, _) = pamts.first(where: { $0.1.contains(pages) }) {
                tables.append((owner, DemandedArea(pages: pages, origin: .pamt(tdmr: owner), isConvertible: inside)))
            } else {
                holes.append(
                    DemandedArea(pages: pages, origin: Self.origin(of: pages, in: tdmr), isConvertible: inside))
            }
        }
        tables.sort { $0.owner < $1.owner }
        return AreaDemand(tdmr: tdmr, areas: holes + tables.map(\.area))
    }

    private static func origin(of hole: PageRange, in tdmr: PageRange) -> AreaOrigin {
        if hole.start < .tdxMinimum { return .firstMiB }
        if hole.start == tdmr.start { return .belowFirstRegion }
        return hole.end == tdmr.end ? .aboveLastRegion : .hole
    }
}
