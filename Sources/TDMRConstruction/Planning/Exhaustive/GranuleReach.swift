/// Upper bounds on the granules of one TDMR and of all TDMRs, for plans that are at least as good as a known one.
struct GranuleReach {
    var one = Int.max
    var all: Int
    /// Whether the TDMRs may have any granules without memory.
    var bridges = true

    init(_ problem: PlanningProblem, known: PlanFigures) {
        let map = problem.map
        // All tables lie in usable memory, a page of which is served.
        all = map.mostGranules(withPAMTOfAtMost: map.usablePages - 1)
        // A plan that withholds nothing is better than one that withholds memory, whatever else it costs.
        guard known.withheldPages == 0 else { return }
        switch problem.objective {
        case .default where known.offNodePages == 0:
            one = problem.mostGranules(within: known.time, areas: 0)
            let sum = known.time.multipliedReportingOverflow(by: problem.processors)
            if !sum.overflow { all = min(all, problem.mostGranules(within: sum.partialValue, areas: 0)) }
        case .memory:
            all = min(all, map.mostGranules(withPAMTOfAtMost: known.pamtPages))
        case .simple:
            bridges = known.bridgedGranules > 0
            let memory = known.granules - known.bridgedGranules
            let most =
                map.runs.isEmpty
                ? 0
                : map.granules(touching: PageSpan(start: map.runs[0].start, end: map.runs[map.runs.count - 1].end))
                    .count
            all = min(all, max(memory, most) + known.bridgedGranules)
        case .default, .areas: break
        }
    }
}
