import PhysicalMemory
import TDXModule

/// Puts PAMTs into memory outside of every TDMR, on any node, where they cost no reserved area. It fails for coverages that leave no memory outside.
public struct OutsidePlacer: PAMTPlacer {
    public let name = "outside"

    public init() {}

    /// - Complexity: O(*m* + *t* * *f*) for *m* regions, *t* TDMRs and *f* pieces of memory outside.
    public func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement] {
        let map = problem.map
        let inside = PageSpan.joined(problem.extents.map(map.pages))
        var free = map.reserving(inside).runs.map(\.span)
        var tables: [PlacedTable] = []
        for table in problem.wantedTables {
            guard let i = free.firstIndex(where: { $0.count >= table.pages }) else { throw .outOfMemory }
            tables.append(table.placed(at: free[i].start))
            free[i].start += table.pages
        }
        return problem.placements(tables)
    }
}
