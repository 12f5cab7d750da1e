import PhysicalMemory
import TDXModule

/// Puts each table where it costs no reserved area: at an end of memory beside a hole, into the shortest such memory that has room. Where there is none, the
/// table goes into the smallest TDMR and costs an area. The three tables of a TDMR may lie apart.
public struct BesideHolePlacer: PAMTPlacer {
    public let name = "beside-hole"

    public init() {}

    /// - Complexity: O(*m* + *t*^2) for *m* regions and *t* TDMRs.
    public func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement] {
        let wanted = problem.wantedTables
        var placement = TablePlacement(
            problem.map, extents: problem.extents, on: .home,
            rules: TablePlacement.Rules(maxAreas: .max, tight: wanted))
        guard let tables = placement.place(wanted) else { throw .outOfMemory }
        return problem.placements(tables)
    }
}
