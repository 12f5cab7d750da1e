import PhysicalMemory
import TDXModule

/// Puts the PAMTs of a node into one block at the upper end of its longest run of memory. The block costs one reserved area, or none where a hole follows.
public struct PooledPlacer: PAMTPlacer {
    public let name = "pooled"

    public init() {}

    /// - Complexity: O(*m* + *t* log *t*) for *m* regions and *t* TDMRs.
    public func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement] {
        let map = problem.map
        // The longest run of each node, by the node's number.
        var longest = [AddressMap.Run?](repeating: nil, count: map.nodes.count)
        for run in map.runs where run.count >= (longest[run.node]?.count ?? 1) { longest[run.node] = run }
        let anywhere = longest.compactMap(\.self).max { ($0.count, $1.start) < ($1.count, $0.start) }
        var tables: [PlacedTable] = []
        for table in problem.wantedTables {
            let home = map.nodes.firstIndex(of: problem.requests[table.owner].node)
            let hasRoom = home.flatMap { longest[$0] }.map { $0.count >= table.pages } ?? false
            guard let node = hasRoom ? home : anywhere?.node, let run = longest[node], run.count >= table.pages else {
                throw .outOfMemory
            }
            tables.append(table.placed(at: run.end - table.pages))
            longest[node]?.end -= table.pages
        }
        return problem.placements(tables)
    }
}
