/// How much of a machine that cannot be served whole is lost at least.
enum WithholdingBounds {
    /// What is not served is withheld or table: the most that can be served are the longest groups, so many as TDMRs can keep apart.
    /// - Complexity: O(*r* log *t*) for *t* TDMRs' areas.
    static func withheldAndMainTables(_ problem: PlanningProblem) -> Int {
        let keep = problem.maxTDMRs.multipliedReportingOverflow(by: problem.maxAreas + 1)
        guard !keep.overflow, keep.partialValue < 1 << 40 else { return 0 }
        var longest = Longest<Int>(keep.partialValue)
        var all = 0
        var group = 0
        var hole = 0
        func close() {
            if group > 0 { longest.insert(group) }
            all += group
            group = 0
        }
        for run in problem.terrain.runs {
            while hole < problem.terrain.holes.count, problem.terrain.holes[hole].start < run.start {
                close()
                hole += 1
            }
            group += run.count
        }
        close()
        let served = longest.sorted().reduce(0, +)
        let span = (problem.terrain.runs.last?.end ?? 0) / problem.scale.pagesPerGranule + 1
        return max(0, all - served - problem.scale.tablePages(.page1G, granules: span) - problem.maxTDMRs)
    }
}
