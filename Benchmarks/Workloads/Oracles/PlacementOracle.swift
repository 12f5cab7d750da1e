import Algorithms
internal import PhysicalMemory
package import TDMRConstruction

/// Judges placements: the rules of the family and nothing else.
package enum PlacementOracle {
    /// What is wrong with places for the tables of a problem, in a sentence; nil when each request has its tables in its sizes, each inside memory, none over another.
    /// - Complexity: O(*t* log *t* + *t* log *m*) for *t* tables and *m* regions.
    package static func fault(of placements: [PAMTPlacement], _ problem: PAMTProblem) -> String? {
        guard placements.count == problem.requests.count else {
            return "places \(placements.count) PAMTs, not \(problem.requests.count)"
        }
        var tables: [PageRange] = []
        for ((placement, request), tdmr) in zip(zip(placements, problem.requests), problem.tdmrs) {
            let own = [placement.table4K, placement.table2M, placement.table1G].filter { $0.size > .zero }
            if own.reduce(.zero, { $0 + $1.size }) != request.size {
                return "the tables of \(tdmr) are not of the sizes asked for"
            }
            for table in own {
                let start = PageFrame(containing: table.base)
                tables.append(PageRange(start: start, end: start + table.size.pages))
            }
        }
        tables.sort { $0.start < $1.start }
        for (low, high) in tables.adjacentPairs() where high.start < low.end {
            return "\(low) and \(high) overlap"
        }
        let memory = PageRanges(problem.memory.lazy.map(\.pages))
        return tables.first { !memory.covers($0) }.map { "\($0) is no memory" }
    }
}
