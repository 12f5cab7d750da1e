/// Pages of tables that may fill something: each node's own where tables are wanted at home, else all together.
struct TableBudget {
    private var pages: [Int]
    let isShared: Bool

    init(_ problem: PlanningProblem, slices: [GranuleSlice], isShared: Bool? = nil) {
        self.isShared = isShared ?? (problem.objective != .default)
        var granules = [Int](repeating: 0, count: self.isShared ? 1 : problem.map.nodes.count)
        for slice in slices {
            if self.isShared {
                granules[0] += slice.count
            } else if let node = slice.node {
                granules[node] += slice.count
            }
        }
        pages = granules.map { problem.map.pamtPages(granules: $0) }
    }

    /// The budget of the objective, and where its plans may have many tables on one node, whose memory is then waited for, that of tables at home.
    static func choices(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [TableBudget] {
        let own = TableBudget(problem, slices: slices)
        return problem.objective == .areas && problem.map.nodes.count > 1
            ? [own, TableBudget(problem, slices: slices, isShared: false)] : [own]
    }

    func left(on node: Int?) -> Int { isShared ? pages[0] : node.map { pages[$0] } ?? pages.max() ?? 0 }

    /// - Returns: false when there are not so many left.
    mutating func spend(_ count: Int, on node: Int?) -> Bool {
        guard count <= left(on: node) else { return false }
        if isShared { pages[0] -= count } else if let node { pages[node] -= count }
        return true
    }
}
