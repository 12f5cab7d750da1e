import PhysicalMemory
import TDXModule

/// What tables can fill when all of them lie on their TDMR's node: a node's tables are those of its TDMRs, which are its own granules and what TDMRs reach
/// over borders for, and no more than its memory takes in the time of the plan.
struct HomeTables {
    private struct Node {
        var runs: [Terrain.Run] = []
        var granules = 0
    }

    private let problem: PlanningProblem
    /// Granules with memory.
    private let granules: Int
    private let host: Int
    /// With borders that have a gap reached over, and without.
    private var reaching: [NodeID: Node]
    private var keeping: [NodeID: Node]
    /// The fewest granules without memory between two nodes' memory; nil: there is no such border.
    private var smallestGap: Int?

    /// - Parameters:
    ///   - cells: those of the problem.
    ///   - tablePages: pages of all tables, at most.
    ///   - time: the time of the plan; nobody cares for plans that take longer.
    /// - Complexity: O(*r*).
    init(_ problem: PlanningProblem, cells: [GranuleCell], tablePages: Int, time: Int) {
        self.problem = problem
        granules = cells.reduce(0) { $0 + $1.count }
        host = Self.mostHosted(problem, time: time)
        let size = problem.scale.pagesPerGranule
        var nodes: [NodeID: Node] = [:]
        var lasts: [NodeID: Int] = [:]
        for run in problem.terrain.runs {
            let last = (run.end - 1) / size
            nodes[run.node, default: Node()].runs.append(run)
            nodes[run.node]?.granules += last - max(run.start / size, (lasts[run.node] ?? -1) + 1) + 1
            lasts[run.node] = last
        }
        reaching = nodes
        keeping = nodes
        let most = max(1, time / problem.initTime(granules: 1, areas: 0))
        for i in cells.indices.dropFirst() where cells[i - 1].node != cells[i].node || cells[i].node == nil {
            let (below, above) = (cells[i - 1], cells[i])
            let gap = above.start - below.end
            if gap > 0 { smallestGap = min(smallestGap ?? .max, gap) }
            // A granule of several nodes is a border to all of them.
            let homes = below.node == nil || above.node == nil ? Array(nodes.keys) : []
            func add(_ home: NodeID, _ reach: Int) {
                reaching[home]?.granules += reach
                if gap == 0 { keeping[home]?.granules += reach }
            }
            for home in homes { add(home, 2 * most) }
            guard homes.isEmpty, let low = below.node, let high = above.node else { continue }
            add(low, NodeBorder(cells: cells, index: i, goesUp: true).mostLent(granules: most, tables: tablePages, size: size))
            add(high, NodeBorder(cells: cells, index: i - 1, goesUp: false).mostLent(granules: most, tables: tablePages, size: size))
        }
    }

    /// For each node the most pages of tables that lie there.
    func limits(_ fillable: FillableGranules) -> [NodeID: Int] {
        reaching.mapValues { fillable.tablePages(granules: min(granules, $0.granules, host)) }
    }

    /// The most granules that tables can keep out of all TDMRs.
    var mostFilled: Int { mostFilled(reaching) }

    /// The same less the granules without memory that must be taken in to reach over a border.
    /// - Parameter most: what can be filled with such borders reached over.
    func mostSpared(atMost most: Int) -> Int { max(min(most, mostFilled(keeping)), smallestGap.map { most - $0 } ?? 0) }

    private func mostFilled(_ nodes: [NodeID: Node]) -> Int {
        nodes.values.reduce(0) { sum, node in
            var own = problem
            own.terrain.runs = node.runs
            let fillable = FillableGranules(own, granules: granules)
            // What is filled has no tables.
            var filled = fillable.mostFilled(byTablesOf: min(granules, node.granules, host))
            while filled > 0, fillable.mostFilled(byTablesOf: min(granules, node.granules - filled, host)) < filled { filled -= 1 }
            return sum + filled
        }
    }

    /// The granules whose PAMT a node's memory takes within a time.
    private static func mostHosted(_ problem: PlanningProblem, time: Int) -> Int {
        var low = 0
        var high = 1 << 22
        while low < high {
            let middle = (low + high + 1) / 2
            if problem.writeFloor(granules: middle) <= time { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
