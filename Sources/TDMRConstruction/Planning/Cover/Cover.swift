import Algorithms

/// Chooses TDMRs over slices for an objective, before tables are placed.
///
/// In the order of every objective some figures are sums over TDMRs, then comes the time, then sums again. So the search first minimises the figures before the
/// time, then the time with these unchanged, then the figures that follow within that time. Each step uses two algorithms: `LargestTDMRs`, which needs the
/// fewest TDMRs for a time, and `CoverProgram`, which gives the least sums.
struct Cover {
    let problem: PlanningProblem
    let slices: [GranuleSlice]
    private let maxGranules: Int
    private let isSmall: Bool
    /// The longest gap, and whether slices lie on several nodes: all that the ways of `LargestTDMRs` can differ in.
    private let longestGap: Int
    private let hasNodes: Bool
    private let memory = Memory()
    private var objective: PlanObjective { problem.objective }

    init(_ problem: PlanningProblem, slices: [GranuleSlice]) {
        self.problem = problem
        self.slices = slices
        maxGranules = problem.map.mostGranules(withTablesOfAtMost: problem.map.longestRun)
        isSmall = problem.isSmall(slices)
        longestGap = slices.adjacentPairs().lazy.map { $1.start - $0.end }.max() ?? 0
        hasNodes = slices.contains { $0.node != slices.first?.node }
    }

    /// Results kept because the same questions come again.
    private final class Memory {
        /// Keyed by gap and way.
        var quickest: [CoverWalk: (time: Int, extents: [GranuleRange])?] = [:]
        /// Keyed by the granules that a TDMR may have for each number of areas: nothing else of the time matters.
        var candidates: [[Int]: [Candidate]] = [:]
    }

    private struct Candidate {
        var extents: [GranuleRange]
        var figures: PlanFigures
        var score: PlanScore
    }

    /// Coverages worth placing tables for, the most promising first; none when there are too few TDMRs or areas.
    func coverages() -> [[GranuleRange]] {
        guard maxGranules > 0, problem.maxTDMRs > 0, !slices.isEmpty else { return [] }
        var found = candidates(within: .max) + quickest()
        guard let best = found.min(by: { $0.score < $1.score }) else { return [] }
        let time = objective.order.contains(.time) ? leastTime(from: best) : best
        found += candidates(within: time.figures.time) + [time]
        return distinct(found)
    }

    /// Coverages with few TDMRs within `time`, which need not be shorter.
    func coverages(within time: Int) -> [[GranuleRange]] {
        guard maxGranules > 0, problem.maxTDMRs > 0, !slices.isEmpty else { return [] }
        // A table may later take an area of the longest TDMR.
        let shorter =
            time - (problem.initTime(granules: 1, areas: 1) - problem.initTime(granules: 1, areas: 0))
            * problem.mostGranules(within: time, areas: 1)
        return distinct(candidates(within: time) + candidates(within: shorter))
    }

    /// The most promising coverages, the best first.
    private func distinct(_ found: [Candidate]) -> [[GranuleRange]] {
        var distinct: [[GranuleRange]] = []
        for candidate in found.sorted(by: { $0.score < $1.score }) where !distinct.contains(candidate.extents) {
            distinct.append(candidate.extents)
            if distinct.count == SearchBudget.placedCoverages { break }
        }
        return distinct
    }

    private func candidate(_ extents: [GranuleRange]) -> Candidate {
        let figures = PlanFigures(estimating: extents, of: slices, problem)
        return Candidate(extents: extents, figures: figures, score: PlanScore(figures, objective))
    }

    // MARK: Time

    /// The coverages whose longest TDMR takes the least time: without bridged gaps, and with them where there would be too many TDMRs or the machine is small.
    private func quickest() -> [Candidate] {
        var found: [Candidate] = []
        for mostGap in SearchBudget.bridgedGaps {
            for way in Self.ways {
                if let extents = quickest(mostGap: mostGap, way)?.extents { found.append(candidate(extents)) }
            }
            if !found.isEmpty, !isSmall { break }
        }
        return found
    }

    private func quickest(mostGap: Int, _ way: Way) -> (time: Int, extents: [GranuleRange])? {
        let walk = walk(mostGap: mostGap, way)
        if let known = memory.quickest[walk] { return known }
        let found = search(walk)
        memory.quickest[walk] = .some(found)
        return found
    }

    /// The least time in which the walk covers all slices, found by halving. Times that an earlier walk decided already are skipped.
    private func search(_ walk: CoverWalk) -> (time: Int, extents: [GranuleRange])? {
        guard let first = slices.first, let last = slices.last else { return nil }
        var high = problem.initTime(granules: max(1, min(last.end - first.start, maxGranules)), areas: problem.maxAreas)
        guard var best = walk.coverage(problem, within: high, maxGranules) else { return nil }
        var low = 0
        // Times up to this are too short: at first because every coverage has a TDMR of at least `leastGranules` granules.
        var short = leastGranules * problem.initTime(granules: 1, areas: 0) - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if middle >= best.time {
                high = middle
            } else if middle <= short {
                low = middle
            } else if let found = walk.coverage(problem, within: middle, maxGranules) {
                (high, best) = (middle, found)
            } else {
                low = middle
                short = problem.lastTime(
                    likeSizes: problem.mostGranules(within: middle, maxGranules: maxGranules), maxGranules: maxGranules)
            }
        }
        return (high, best.extents)
    }

    /// A lower bound on the granules of the largest TDMR of every coverage.
    private var leastGranules: Int { (slices.granules + problem.maxTDMRs - 1) / problem.maxTDMRs }

    /// `LargestTDMRs` over the slices with a gap and a way. Settings that make no difference for these slices become equal.
    private func walk(mostGap: Int, _ way: Way) -> CoverWalk {
        CoverWalk(
            tdmrs: LargestTDMRs(
                slices: slices, mostGap: min(mostGap, longestGap), keepsNodes: way.keepsNodes && hasNodes,
                keepsArea: way.keepsArea))
    }

    private typealias Way = (keepsNodes: Bool, keepsArea: Bool)
    /// How TDMRs treat node borders, and whether they leave an area to tables.
    private static let ways: [Way] = [(true, false), (true, true), (false, false), (false, true)]

    /// The best coverage of the least time that does not worsen the figures before the time in the objective's order.
    private func leastTime(from start: Candidate) -> Candidate {
        let before = objective.order.prefix { $0 != .time }
        var best = start
        var high = start.figures.time
        var low = max(problem.initTime(granules: 1, areas: 0), 1) - 1
        let least = leastPossibleTime
        while high - low > max(1, high / SearchBudget.timeSteps) {
            let middle = low + (high - low) / 2
            guard middle >= least else {
                low = middle
                continue
            }
            let found = candidates(within: middle).filter { found in
                found.figures.time <= middle && before.allSatisfy { found.figures[$0] <= best.figures[$0] }
            }
            guard let better = found.min(by: { $0.score < $1.score }) else {
                low = middle
                continue
            }
            best = better
            high = better.figures.time
        }
        return best
    }

    /// A lower bound on the time of every coverage: the largest of the time of a TDMR of `leastGranules` granules, the time of all granules divided among the
    /// LPs, the write floor of the fullest node, and the longest TDMR of the quickest coverage that may bridge any gap.
    private var leastPossibleTime: Int {
        let granules = slices.granules
        let nodes = max(1, problem.map.nodes.count)
        let least = problem.parallelTime(
            total: problem.initTime(granules: granules, areas: 0),
            longest: problem.initTime(granules: leastGranules, areas: 0), fullestNode: (granules + nodes - 1) / nodes)
        return max(least, quickest(mostGap: .max, (false, false))?.time ?? 0)
    }

    // MARK: Coverages within a time

    /// Coverages in which no TDMR takes longer than `time`.
    private func candidates(within time: Int) -> [Candidate] {
        let mostGranules = problem.mostGranules(within: time, maxGranules: maxGranules)
        if let known = memory.candidates[mostGranules] { return known }
        let candidates = extents(within: time, mostGranules).map(candidate)
        memory.candidates[mostGranules] = candidates
        return candidates
    }

    private func extents(within time: Int, _ mostGranules: [Int]) -> [[GranuleRange]] {
        var found: [[GranuleRange]] = []
        func add(_ extents: [GranuleRange]?) {
            if let extents, !found.contains(extents) { found.append(extents) }
        }
        for mostGap in SearchBudget.bridgedGaps {
            for way in Self.ways {
                add(walk(mostGap: mostGap, way).tdmrs.extents(mostGranules: mostGranules, most: problem.maxTDMRs))
            }
            // A bridged gap may spare an area. On small machines the program below finds that.
            if !found.isEmpty, isSmall || objective != .areas { break }
        }
        guard isSmall, let program = program(within: time) else { return found }
        for order in programOrders {
            add(
                program.extents { interval in
                    let alone = problem.initTime(granules: interval.granules, areas: interval.areas)
                    return alone <= time ? order(interval, alone) : nil
                })
        }
        return found
    }

    /// The program over pieces short enough for `time`; nil when there are too many pieces.
    private func program(within time: Int) -> CoverProgram? {
        let most = min(maxGranules, problem.mostGranules(within: time, areas: 0))
        return CoverProgram.pieces(slices, granules: most).map {
            CoverProgram(slices: $0, maxTDMRs: problem.maxTDMRs, maxAreas: problem.maxAreas, maxGranules: maxGranules)
        }
    }

    /// What the program minimises: the figures of the objective's order that are sums, with the sum of times in place of the time. For `default` and `areas`
    /// also with the sum of times last.
    private var programOrders: [(CoverProgram.Interval, Int) -> CoverProgram.Cost] {
        let map = problem.map
        typealias Cost = CoverProgram.Cost
        return switch objective {
        case .default:
            [
                { Cost($1, map.pamtPages(granules: $0.granules), 1, $0.areas) },
                { Cost(map.pamtPages(granules: $0.granules), 1, $0.areas, $1) },
            ]
        case .memory: [{ Cost(map.pamtPages(granules: $0.granules), 1, $1, $0.areas) }]
        case .simple: [{ Cost($0.bridged, 1, map.pamtPages(granules: $0.granules), $1) }]
        case .areas:
            [
                { Cost($0.areas, $1, map.pamtPages(granules: $0.granules), 1) },
                { Cost($0.areas, map.pamtPages(granules: $0.granules), 1, $1) },
            ]
        }
    }
}
