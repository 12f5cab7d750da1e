import PhysicalMemory
import TDXModule

/// Puts each table where it costs no reserved area: at an end of memory beside a hole, the tightest one that has room. Only where there is none does a
/// table cost an area, of the smallest TDMR. The three tables of a TDMR may lie apart.
public struct BesideHolePlacer: PAMTPlacer {
    public let name = "beside-hole"

    public init() {}

    /// - Complexity: O(*m* + *t*^2) for *m* regions and *t* TDMRs.
    public func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement] {
        let planning = PlanningProblem(problem)
        let extents = problem.tdmrs.map(DraftPlan.Extent.init)
        guard let tables = TablePlacer.place(problem.wantedTables, planning, extents: extents, prefersHome: true) else { throw .outOfMemory }
        return problem.placements(tables)
    }
}

extension PlanningProblem {
    /// What the placer of a coverage needs to know; areas are as many as wanted.
    init(_ problem: PAMTProblem) {
        let terrain = Terrain.make(memlist: Terrain.memlist(problem.memory), cmrs: problem.cmrs).terrain
        self.init(
            scale: PlanningScale(limits: .standard), terrain: terrain, maxTDMRs: problem.tdmrs.count, maxAreas: .max)
    }
}

extension DraftPlan.Extent {
    init(_ tdmr: PageRange) {
        self.init(start: Int(tdmr.start.rawValue / PageFrame.perGranule), count: Int(tdmr.count / PageFrame.perGranule))
    }
}

extension PAMTProblem {
    /// The tables that exist, the longest first.
    var wantedTables: [(owner: Int, level: PAMTLevel, pages: Int)] {
        var tables: [(owner: Int, level: PAMTLevel, pages: Int)] = []
        for (owner, request) in requests.enumerated() {
            for level in PAMTLevel.allCases where request.size(level) > .zero { tables.append((owner, level, Int(request.size(level).pages))) }
        }
        return tables.sorted { ($0.pages, $1.owner) > ($1.pages, $0.owner) }
    }

    /// Placements from tables in any order; a table of size 0 lies at its TDMR's first other table.
    func placements(_ tables: [DraftPlan.Table]) -> [PAMTPlacement] {
        var own = [[DraftPlan.Table]](repeating: [], count: requests.count)
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

extension PAMTRequest {
    func size(_ level: PAMTLevel) -> ByteCount {
        switch level {
        case .page4K: size4K
        case .page2M: size2M
        case .page1G: size1G
        }
    }
}
