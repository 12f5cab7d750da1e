public import PhysicalMemory
import TDXModule

extension ReservedAreaPacking {
    /// The usable memory that is given up, ascending and disjoint: what areas cover of it, without the tables.
    /// - Parameter problem: the problem that the packing solves.
    /// - Complexity: O(*m* + *c* + areas + *t* log *t*) for *m* regions, *c* CMRs and *t* TDMRs.
    public func withheld(_ problem: ReservedAreaProblem) -> [PageRange] {
        withheldRegions(problem).map(\.pages)
    }

    /// The same with nodes: each region lies on one node and in one convertible range.
    func withheldRegions(_ problem: ReservedAreaProblem) -> [MemoryRegion] {
        guard givenUp > .zero else { return [] }
        let map = AddressMap.make(memlist: problem.memlist, cmrs: problem.cmrs, pamt: ModuleLimits.standard.pamtSizes())
            .map
        var tables: [PageSpan] = []
        for placement in placements ?? problem.placements { placement.forEachRun { tables.append(PageSpan($0)) } }
        let runs = map.reserving(PageSpan.joined(tables.sorted { $0.start < $1.start })).runs
        var withheld: [MemoryRegion] = []
        var run = 0
        for (tdmr, areas) in zip(problem.tdmrs, areas) {
            for area in areas {
                let start = Int((tdmr.start + area.offset.pages).rawValue)
                let end = start + Int(area.size.pages)
                while run < runs.count, runs[run].end <= start { run += 1 }
                var i = run
                while i < runs.count, runs[i].start < end {
                    let span = PageSpan(start: max(runs[i].start, start), end: min(runs[i].end, end))
                    withheld.append(MemoryRegion(pages: PageRange(span), node: map.nodes[runs[i].node]))
                    i += 1
                }
            }
        }
        return withheld
    }
}
