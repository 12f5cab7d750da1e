import PhysicalMemory
import TDXModule

/// Leaves out one granule of a node where a TDMR ends anyway, and fills it with the tables of the node: each shifts all TDMRs behind it by a granule, which
/// can spare the one TDMR that would make all others larger.
struct SkippingCoverage {
    let problem: PlanningProblem
    let cells: [GranuleCell]

    private typealias Attempt = (extents: [DraftPlan.Extent], skipped: Set<Int>)

    /// Machines of more runs are left alone: each attempt walks over all of them.
    private static let mostRuns = 1000

    /// Steps of the time that are worth telling apart: TDMRs differ by whole granules and areas.
    private static let steps = 4096

    /// Plans whose TDMRs take less than `time` each before their tables are placed.
    /// - Complexity: O(*r* *k* log *time*) for *r* runs and *k* nodes.
    func plans(below time: Int) -> [DraftPlan] {
        let unit = problem.scale.tablePages(.page4K, granules: 1)
        guard problem.terrain.runs.count <= Self.mostRuns, 0 < unit, unit < problem.scale.pagesPerGranule else { return [] }
        return [0, 4, 64].compactMap { mostGap in
            guard let attempt = quickest(below: time, mostGap: mostGap), !attempt.skipped.isEmpty else { return nil }
            return GranuleDropping.plan(
                problem, extents: attempt.extents, pieces: DroppedGranules.pieces(problem, attempt.skipped), prefersHome: true, closely: false)
        }
    }

    private func quickest(below time: Int, mostGap: Int) -> Attempt? {
        guard !candidates.isEmpty else { return nil }
        // A few granules less never halve the time.
        var low = time / 2
        var high = time
        var best: Attempt?
        while high - low > max(1, time / Self.steps) {
            let middle = low + (high - low) / 2
            if let found = attempt(time: middle, mostGap: mostGap) {
                high = middle
                best = found
            } else {
                low = middle
            }
        }
        return best
    }

    /// Nodes whose memory's tables come near a granule: across a border a node gains less than it has.
    private var candidates: Set<NodeID> {
        var granules: [NodeID: Int] = [:]
        for cell in cells { if let node = cell.node { granules[node, default: 0] += cell.count } }
        return Set(granules.filter { 2 * problem.scale.tablePages(.page4K, granules: $0.value) >= problem.scale.pagesPerGranule }.keys)
    }

    /// Skips a granule on every node whose TDMRs have the tables to fill it.
    private func attempt(time: Int, mostGap: Int) -> Attempt? {
        let even = EvenCoverage(problem: problem, cells: cells, maxGranules: .max)
        let size = problem.scale.pagesPerGranule
        var nodes = candidates
        while let found = even.cut(time: time, mostGap: mostGap, skippingOn: nodes) {
            var pages: [NodeID: Int] = [:]
            for (extent, survey) in zip(found.extents, DraftPlan(extents: found.extents).surveys(problem)) {
                if let node = survey.node { pages[node, default: 0] += problem.scale.tablePages(.page4K, granules: extent.count) }
            }
            // What lies behind the first one that has not changes with it.
            guard let unable = nodes.filter({ pages[$0] ?? 0 < size }).min() else { return found }
            nodes.remove(unable)
        }
        return nil
    }
}
