/// Pages of tables that may fill something: for each node its own where tables are wanted at home, else all together.
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

    /// The budget of the objective. For `areas` on several nodes also that of tables at home: without it plans may have so many tables on one node that its
    /// write floor limits the time.
    static func choices(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [TableBudget] {
        let own = TableBudget(problem, slices: slices)
        return problem.objective == .areas && problem.map.nodes.count > 1
            ? [own, TableBudget(problem, slices: slices, isShared: false)] : [own]
    }

    func left(on node: Int?) -> Int { isShared ? pages[0] : node.map { pages[$0] } ?? pages.max() ?? 0 }

    /// - Returns: false when fewer than `count` pages are left.
    mutating func spend(_ count: Int, on node: Int?) -> Bool {
        guard count <= left(on: node) else { return false }
        if isShared { pages[0] -= count } else if let node { pages[node] -= count }
        return true
    }
}
