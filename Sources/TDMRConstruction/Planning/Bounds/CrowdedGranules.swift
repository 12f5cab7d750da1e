import PhysicalMemory
import TDXModule

/// Granules with several holes, and what it takes to spare areas there: a group of memory between two holes must be filled with tables to the last page,
/// and what whole 4K tables leave of it must be made of 2M and 1G tables, of which there are few.
struct CrowdedGranules {
    private struct Granule {
        var areas: Int
        /// For each inner group the pages that no 4K table can take, ascending.
        var rests: [Int]
        /// The same for all memory of the granule that begins and ends inside: what keeping it out of all TDMRs takes.
        var restOfAll: Int
    }

    private let problem: PlanningProblem
    private var granules: [Granule] = []

    /// - Complexity: O(*r* log *r*).
    init(_ problem: PlanningProblem) {
        self.problem = problem
        let scale = problem.scale
        let size = scale.pagesPerGranule
        let unit = scale.bytes4K > 0 && scale.bytes4K % 4096 == 0 ? scale.bytes4K / 4096 : 1
        // Granules that a run begins or ends in; in all others there is at most one area.
        var spans: [PageSpan] = []
        for run in problem.terrain.runs {
            for granule in [run.start / size, (run.end - 1) / size] where (spans.last?.start ?? -1) < granule * size {
                spans.append(PageSpan(start: granule * size, end: (granule + 1) * size))
            }
        }
        var found: [Granule] = []
        MinimalWithholding.forEachTDMR(problem.terrain, extents: spans) { areas, groups in
            guard areas > 0 else { return }
            found.append(
                Granule(areas: areas, rests: groups.map { $0.spans.reduce(0) { $0 + $1.count % unit } }.sorted(), restOfAll: 0))
            found[found.count - 1].restOfAll = found[found.count - 1].rests.reduce(0, +)
        }
        granules = found
    }

    /// Pages of 2M and 1G tables that it takes at least so that no granule takes longer than `time`; nil when that cannot be.
    func smallPages(time: Int) -> Int? {
        var low = -1
        var high = problem.maxAreas
        while low < high {
            let middle = (low + high + 1) / 2
            if problem.initTime(granules: 1, areas: middle) <= time { low = middle } else { high = middle - 1 }
        }
        guard low >= 0 else { return nil }
        return granules.reduce(0) { sum, granule in
            let excess = granule.areas - low
            guard excess > 0 else { return sum }
            guard excess <= granule.rests.count else { return sum + granule.restOfAll }
            return sum + min(granule.restOfAll, granule.rests.prefix(excess).reduce(0, +))
        }
    }
}
