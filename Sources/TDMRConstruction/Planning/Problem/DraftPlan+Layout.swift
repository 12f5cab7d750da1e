import PhysicalMemory
import TDXModule

extension DraftPlan {
    /// The plan as TDMR_INFO entries. Only for problems of the module's own scale.
    /// - Parameter outside: memory outside of every CMR, withheld in any case.
    func layout(_ problem: PlanningProblem, outside: [PageRange]) -> Layout {
        let surveys = surveys(problem)
        var tablesOf = [[Table]](repeating: [], count: extents.count)
        for table in tables { tablesOf[table.owner].append(table) }
        let planned = zip(extents, surveys).enumerated().map { i, pair -> PlannedTDMR in
            let (extent, survey) = pair
            let base = extent.start * problem.scale.pagesPerGranule
            let own = tablesOf[i]
            // A table of size 0 must lie where it meets nothing: at the start of another table, else of the first served piece.
            let idle = own.min { $0.level.rawValue < $1.level.rawValue }?.span.start ?? survey.areas.first.map { $0.start == base ? $0.end : base } ?? base
            func table(_ level: PAMTLevel) -> PAMTTable {
                let span = own.first { $0.level == level }?.span ?? PageSpan(start: idle, end: idle)
                return PAMTTable(base: PageFrame(UInt64(span.start)).address, size: .pages(UInt64(span.count)))
            }
            let info = TDMRInfo(
                base: PageFrame(UInt64(base)).address, size: .gib(UInt64(extent.count)), pamt1G: table(.page1G), pamt2M: table(.page2M),
                pamt4K: table(.page4K),
                reservedAreas: survey.areas.map {
                    ReservedArea(offset: .pages(UInt64($0.start - base)), size: .pages(UInt64($0.count)))
                })
            return PlannedTDMR(info: info, pamtNode: survey.node ?? NodeID(0))
        }
        let all = (withheld.map { PageRange(UInt64($0.start), UInt64($0.end)) } + outside).sorted { $0.start < $1.start }
        var joined: [PageRange] = []
        for range in all {
            if let last = joined.last, last.end == range.start {
                joined[joined.count - 1].end = range.end
            } else {
                joined.append(range)
            }
        }
        return Layout(tdmrs: planned, withheld: joined)
    }
}
