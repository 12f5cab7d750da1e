import Algorithms

/// Chooses TDMRs for an objective over slices, tables not yet placed.
///
/// The order of every objective has some figures that add up over TDMRs, then the time, then figures that add up again. So: find the least figures before the time, then the
/// least time that leaves them as they are, then the least of what follows within that time. Each step asks two ways: `LargestTDMRs`, which needs the fewest TDMRs for
/// a time, and `CoverProgram`, whose sums are least.
struct Cover {
    let problem: PlanningProblem
    let slices: [GranuleSlice]
    private let maxGranules: Int
    private let isSmall: Bool
    /// What `LargestTDMRs` tells apart: the longest gap, and whether there are several nodes.
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

    /// Answers to questions that come again.
    private final class Memory {
        /// By gap and way.
        var quickest: [CoverWalk: (time: Int, extents: [GranuleRange])?] = [:]
        /// By the granules that a TDMR may have for each number of areas, which is all of the time that matters.
        var candidates: [[Int]: [Candidate]] = [:]
    }

    private struct Candidate {
        var extents: [GranuleRange]
        var figures: PlanFigures
        var score: PlanScore
    }

    /// Coverages worth placing tables for, the most promising first; none when there are not TDMRs or areas enough.
    func coverages() -> [[GranuleRange]] {
        guard maxGranules > 0, problem.maxTDMRs > 0, !slices.isEmpty else { return [] }
        var found = candidates(within: .max) + quickest()
        guard let best = found.min(by: { $0.score < $1.score }) else { return [] }
        let time = objective.order.contains(.time) ? leastTime(from: best) : best
        found += candidates(within: time.figures.time) + sparing(within: time.figures.time) + [time]
        var distinct = distinct(found)
        // Where TDMRs reach over node borders, tables may find no place at home; where all are as long as the time allows, no area.
        if isSmall, objective == .default {
            for mostGap in [0, 4] {
                for keepsNodes in [true, false] {
                    let atHome =
                        quickest(mostGap: mostGap, (keepsNodes, true))?.extents
                        ?? (keepsNodes && mostGap == 0 ? overFewestBorders() : nil)
                    if let atHome, !distinct.contains(atHome) { distinct.append(atHome) }
                }
            }
        }
        return distinct
    }

    /// Coverages within a time that is not to be shortened: few TDMRs.
    func coverages(within time: Int) -> [[GranuleRange]] {
        guard maxGranules > 0, problem.maxTDMRs > 0, !slices.isEmpty else { return [] }
        // A table may yet take an area of the longest TDMR.
        let shorter =
            time - (problem.initTime(granules: 1, areas: 1) - problem.initTime(granules: 1, areas: 0))
            * problem.mostGranules(within: time, areas: 1)
        return distinct(candidates(within: time) + sparing(within: time) + candidates(within: shorter))
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

    /// The coverages whose longest TDMR is as short as can be, without gaps bridged and, where that takes too many TDMRs, with.
    private func quickest() -> [Candidate] {
        var found: [Candidate] = []
        for mostGap in Self.gaps {
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

    /// Where nodes are too many for TDMRs of their own: TDMRs over the fewest borders of nodes, the longest of them as short as these allow.
    private func overFewestBorders() -> [GranuleRange]? {
        guard let program = program(within: .max) else { return nil }
        var fewest = Int.max
        func extents(within time: Int) -> [GranuleRange]? {
            var borders = 0
            let extents = program.extents { interval in
                let alone = problem.initTime(granules: interval.granules, areas: interval.areas)
                return alone <= time ? CoverProgram.Cost(interval.borders, alone, 1) : nil
            }
            guard let extents else { return nil }
            for extent in extents {
                let inside = slices.filter { $0.start < extent.end && extent.start < $0.end }
                borders += inside.adjacentPairs().count { $0.node != $1.node }
            }
            fewest = min(fewest, borders)
            return borders <= fewest ? extents : nil
        }
        guard var best = extents(within: .max) else { return nil }
        var high = best.map { problem.initTime(granules: $0.count, areas: problem.maxAreas) }.max() ?? 0
        var low = 0
        while high - low > max(1, high >> 8) {
            let middle = (low + high) / 2
            if let found = extents(within: middle) { (high, best) = (middle, found) } else { low = middle }
        }
        return best
    }

    /// The least time in which the walk covers all, by halving; a time that an earlier walk already decided is not tried again.
    private func search(_ walk: CoverWalk) -> (time: Int, extents: [GranuleRange])? {
        guard let first = slices.first, let last = slices.last else { return nil }
        var high = problem.initTime(granules: max(1, min(last.end - first.start, maxGranules)), areas: problem.maxAreas)
        guard var best = walk.coverage(problem, within: high, maxGranules) else { return nil }
        var low = 0
        // Longer TDMRs take more time than this, and with this one there is one of so many granules.
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

    /// No coverage has only TDMRs of fewer granules.
    private var leastGranules: Int { (slices.granules + problem.maxTDMRs - 1) / problem.maxTDMRs }

    /// The slices with a gap and a way of `LargestTDMRs`, as far as they matter.
    private func walk(mostGap: Int, _ way: Way) -> CoverWalk {
        CoverWalk(
            tdmrs: LargestTDMRs(
                slices: slices, mostGap: min(mostGap, longestGap), keepsNodes: way.keepsNodes && hasNodes,
                keepsArea: way.keepsArea))
    }

    private typealias Way = (keepsNodes: Bool, keepsArea: Bool)
    /// How TDMRs treat node borders, and whether they leave an area to tables.
    private static let ways: [Way] = [(true, false), (true, true), (false, false), (false, true)]

    /// Gaps that are worth bridging only where smaller ones do not spare TDMRs enough.
    private static let gaps = [0, 4, 64, .max]

    /// The least time that leaves the figures before it in the objective's order as they are.
    private func leastTime(from start: Candidate) -> Candidate {
        let before = objective.order.prefix { $0 != .time }
        var best = start
        var high = start.figures.time
        var low = max(problem.initTime(granules: 1, areas: 0), 1) - 1
        let least = leastPossibleTime
        while high - low > max(1, high >> 20) {
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

    /// No coverage has TDMRs that take less time: that of the fewest granules that the longest has, of all granules on all processors, of the node that is written to most, and of
    /// the coverage whose longest TDMR is shortest, whatever it bridges.
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
        for mostGap in Self.gaps {
            for way in Self.ways {
                add(walk(mostGap: mostGap, way).tdmrs.extents(mostGranules: mostGranules, most: problem.maxTDMRs))
            }
            // A gap bridged may spare an area, which the program below finds on small machines.
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

    /// Within a time the coverages of least sum when each TDMR costs a price besides: the higher the price that leaves the sum within what the processors have in the time, the
    /// fewer TDMRs. Only where the processors are fewer than the TDMRs does the sum bind at all.
    private func sparing(within time: Int) -> [Candidate] {
        guard isSmall, problem.processors < problem.maxTDMRs, objective == .default || objective == .areas,
            let program = program(within: time)
        else { return [] }
        var found: [Candidate] = []
        func suffices(price: Int) -> Bool {
            let extents = program.extents { interval in
                let alone = problem.initTime(granules: interval.granules, areas: interval.areas)
                guard alone <= time else { return nil }
                let pamt = problem.map.pamtPages(granules: interval.granules)
                return objective == .areas
                    ? CoverProgram.Cost(interval.areas, alone + price, pamt, 1)
                    : CoverProgram.Cost(alone + price, pamt, 1, interval.areas)
            }
            guard let extents else { return false }
            let candidate = candidate(extents)
            guard candidate.figures.time <= time else { return false }
            found.append(candidate)
            return true
        }
        guard suffices(price: 0) else { return [] }
        var low = 0
        var high = time
        while high - low > time >> 12 {
            let middle = low + (high - low + 1) / 2
            if suffices(price: middle) { low = middle } else { high = middle - 1 }
        }
        return found
    }

    /// nil when there are too many pieces.
    private func program(within time: Int) -> CoverProgram? {
        let most = min(maxGranules, problem.mostGranules(within: time, areas: 0))
        return CoverProgram.pieces(slices, granules: most).map {
            CoverProgram(slices: $0, maxTDMRs: problem.maxTDMRs, maxAreas: problem.maxAreas, maxGranules: maxGranules)
        }
    }

    /// What the program minimises: the figures of the objective's order that add up, with the sum of times in place of the time, and once with the time last.
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
