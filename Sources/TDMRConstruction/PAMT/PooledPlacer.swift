import PhysicalMemory
import TDXModule

/// Puts the PAMTs of a node into one block at the upper end of its longest run of memory: one reserved area for all of them, or none where a hole follows.
public struct PooledPlacer: PAMTPlacer {
    public let name = "pooled"

    public init() {}

    /// - Complexity: O(*m* + *t* log *t*) for *m* regions and *t* TDMRs.
    public func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement] {
        let terrain = PlanningProblem(problem).terrain
        var longest: [NodeID: Terrain.Run] = [:]
        for run in terrain.runs where run.count >= (longest[run.node]?.count ?? 1) { longest[run.node] = run }
        let anywhere = longest.values.max { ($0.count, $1.start) < ($1.count, $0.start) }
        var tables: [DraftPlan.Table] = []
        for table in problem.wantedTables {
            let node = problem.requests[table.owner].node
            let key = longest[node].map { $0.count >= table.pages } ?? false ? node : anywhere?.node
            guard let key, let run = longest[key], run.count >= table.pages else { throw .outOfMemory }
            tables.append(DraftPlan.Table(owner: table.owner, level: table.level, span: PageSpan(start: run.end - table.pages, end: run.end)))
            longest[key]?.end -= table.pages
        }
        return problem.placements(tables)
    }
}
