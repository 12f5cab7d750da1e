import Algorithms
package import PhysicalMemory
package import TDMRConstruction

/// Judges placements: the rules of the family and nothing else.
package enum PlacementOracle {
    /// What is wrong with the places of tables.
    package enum Fault: Hashable, Sendable, CustomStringConvertible {
        /// Another number of PAMTs than was asked for.
        case count(Int, expected: Int)
        /// The tables of this TDMR have other sizes than were asked for.
        case sizes(PageRange)
        case overlap(PageRange, PageRange)
        case outsideMemory(PageRange)

        package var description: String {
            switch self {
            case .count(let count, let expected): "places \(count) PAMTs, not \(expected)"
            case .sizes(let tdmr): "the tables of \(tdmr) are not of the sizes asked for"
            case .overlap(let low, let high): "\(low) and \(high) overlap"
            case .outsideMemory(let table): "\(table) is not memory"
            }
        }
    }

    /// What is wrong with places for the tables of a problem; nil when each request has its tables in its sizes, each inside memory, none over another.
    /// - Complexity: O(*t* log *t* + *t* log *m*) for *t* tables and *m* regions.
    package static func fault(of placements: [PAMTPlacement], _ problem: PAMTProblem) -> Fault? {
        guard placements.count == problem.requests.count else {
            return .count(placements.count, expected: problem.requests.count)
        }
        var tables: [PageRange] = []
        for ((placement, request), tdmr) in zip(zip(placements, problem.requests), problem.tdmrs) {
            let own = [placement.table4K, placement.table2M, placement.table1G].filter { $0.size > .zero }
            if own.reduce(.zero, { $0 + $1.size }) != request.size {
                return .sizes(tdmr)
            }
            for table in own {
                let start = PageFrame(containing: table.base)
                tables.append(PageRange(start: start, end: start + table.size.pages))
            }
        }
        tables.sort { $0.start < $1.start }
        for (low, high) in tables.adjacentPairs() where high.start < low.end {
            return .overlap(low, high)
        }
        let memory = PageRanges(problem.memory.lazy.map(\.pages))
        return tables.first { !memory.covers($0) }.map(Fault.outsideMemory)
    }
}
