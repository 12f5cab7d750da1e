/// The fewest TDMRs none of which takes longer than a given time, and whose times add up to no more than a given sum, when some granules, whichever serve
/// best, need not be covered.
///
/// An area costs time for every granule of its TDMR, so a small sum takes TDMRs of their own for granules with holes. A dynamic program from the lowest cell
/// to the highest over the TDMR that is open; plain cells are cut into TDMRs as large as may be, and what is left over goes to a neighbour or stays alone.
struct SummedCount {
    /// What decides how a plan of the cells so far can go on.
    private struct State: Hashable {
        var tdmrs: Int
        var skips: Int
        /// Granules and areas of the open TDMR; no granule: none is open.
        var granules = 0
        var summary = StretchSummary.neutral
    }

    private let problem: PlanningProblem
    private let cells: [GranuleCell]
    private let time: Int
    private let sum: Int
    /// The most granules of a TDMR by its areas, and for each cell the time that those from it on take at least.
    private let room: TDMRRoom
    private let rest: [Int]

    private static let mostTransitions = 20_000

    init(_ problem: PlanningProblem, cells: [GranuleCell], time: Int, sum: Int) {
        self.problem = problem
        self.cells = cells
        self.time = time
        self.sum = sum
        room = TDMRRoom(problem, time: time)
        var rest = [0]
        for cell in cells.reversed() { rest.append((rest.last ?? 0) + problem.initTime(granules: cell.count, areas: cell.summary.groups)) }
        self.rest = rest.reversed()
    }

    /// The fewest TDMRs; `most` when there are not fewer, 0 when there are too many ways.
    /// - Parameter skipped: granules that may be left out, all of them plain.
    func fewest(skipping skipped: Int, below most: Int) -> Int {
        let one = problem.initTime(granules: 1, areas: 0)
        /// The least sum of the closed TDMRs.
        var states = [State(tdmrs: 0, skips: skipped): 0]
        var transitions = 0
        for (i, cell) in cells.enumerated() {
            var next: [State: Int] = [:]
            func add(_ state: State, _ closed: Int) {
                guard state.tdmrs < most, closed + cost(state) + rest[i + 1] - state.skips * one <= sum else { return }
                next[state] = min(next[state] ?? .max, closed)
                transitions += 1
            }
            for (state, closed) in states {
                let gap = i > 0 ? cell.start - cells[i - 1].end : 0
                if cell.isPlain {
                    for skips in 0...min(state.skips, cell.count) { cut(i, skipping: skips, from: state, closed: closed, add) }
                } else {
                    var alone = state
                    alone.tdmrs += 1
                    alone.granules = cell.count
                    alone.summary = cell.summary
                    if room(cell.summary.groups) >= cell.count { add(alone, closed + cost(state)) }
                    var joined = state
                    joined.granules += gap + cell.count
                    joined.summary = state.summary + cell.gap + cell.summary
                    if state.granules > 0, room(joined.summary.groups) >= joined.granules { add(joined, closed) }
                }
                guard transitions <= Self.mostTransitions else { return 0 }
            }
            states = next
        }
        return states.filter { $0.value + cost($0.key) <= sum }.map(\.key.tdmrs).min() ?? most
    }

    /// All ways to go on with a plain cell.
    private func cut(_ i: Int, skipping skips: Int, from state: State, closed: Int, _ add: (State, Int) -> Void) {
        let cell = cells[i]
        let gap = i > 0 ? cell.start - cells[i - 1].end : 0
        let areasAbove = i + 1 < cells.count ? cells[i + 1].summary.groups : .max
        let count = cell.count - skips
        let most = room(0)
        guard most > 0 else { return }
        var state = state
        state.skips -= skips
        guard count > 0 else {
            // A TDMR that goes on over what is left out bridges it.
            var joined = state
            joined.granules += gap + cell.count
            joined.summary = state.summary + cell.gap + cell.summary
            if state.granules > 0, room(joined.summary.groups) >= joined.granules { add(joined, closed) }
            add(State(tdmrs: state.tdmrs, skips: state.skips), closed + cost(state))
            return
        }
        /// The last of `count` granules' TDMRs stays open, with what is left over of the others.
        func alone(_ count: Int, _ tdmrs: Int, _ closed: Int) {
            let full = (count - 1) / most
            add(
                State(tdmrs: tdmrs + full + 1, skips: state.skips, granules: count - full * most, summary: cell.summary),
                closed + problem.initTime(granules: full * most, areas: 0))
        }
        alone(count, state.tdmrs, closed + cost(state))
        guard state.granules > 0 else { return }
        var joined = state
        joined.summary = state.summary + cell.gap + cell.summary
        joined.granules += gap + count
        if room(joined.summary.groups) >= joined.granules { add(joined, closed) }
        // The TDMRs below and above may share what is left over, or as much again as a TDMR holds: each granule has the areas of the one that has fewer.
        let over = count - (count - 1) / most * most
        for shared in [over, over + most] where shared <= count {
            guard i + 1 < cells.count || room(joined.summary.groups) >= state.granules + gap + shared else { continue }
            let spent = closed + cost(state) + problem.initTime(granules: shared, areas: min(joined.summary.groups, areasAbove))
            if shared == count { add(State(tdmrs: state.tdmrs, skips: state.skips), spent) } else { alone(count - shared, state.tdmrs, spent) }
        }
    }

    private func cost(_ state: State) -> Int { problem.initTime(granules: state.granules, areas: state.summary.groups) }
}
