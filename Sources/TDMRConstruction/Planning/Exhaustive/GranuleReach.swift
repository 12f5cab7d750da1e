/// Upper bounds on the granules of one TDMR and of all TDMRs, for plans that are at least as good as a known one.
///
/// Lemma: every plan with a score no higher than the known plan's has at most `all` granules in its TDMRs together and at most `one` in each; where `bridges` is false, none of
/// these is without memory.
/// Assumes: the order of the objective, in which `withheld` comes first.
/// Proof: tables lie in usable memory, a page of which is served; the tables of several TDMRs have at least the pages of one TDMR with all their granules, because each is
/// rounded up. When the known plan withholds nothing, neither does the other, so it is no worse in the next figure. `default`, when that figure, PAMT off its node, is 0: T_init is no
/// longer than the known plan's, and at least the time of each TDMR, and of all TDMRs divided among the LPs, without any area. `memory`: the tables have no more pages. `simple`:
/// there are no more granules without memory, and besides these at most the granules from the lowest to the highest page of memory.
/// Tested by: `SearchedGranulesTests`, with every plan of small machines.
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
