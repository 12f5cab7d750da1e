import Algorithms
import PhysicalMemory

/// Granules that tables are to fill as a whole, so that they need no TDMR.
extension FillTarget {
    /// Sets of granules worth a try: sparse ones, few or many; at one end of the longest stretches, as many as tables fill; and granules at which TDMRs end,
    /// where leaving these out spares TDMRs or time.
    static func granuleSets(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [[FillTarget]] {
        guard problem.isSmall(slices) else { return [] }
        var sets: [[GranuleRange]] = []
        for granules in sparseSets(problem, slices: slices) + endSets(problem, slices: slices)
            + LeftOutGranules.sets(problem, slices: slices)
        {
            let ranges = ranges(granules)
            if !ranges.isEmpty, !sets.contains(ranges) { sets.append(ranges) }
        }
        return sets.map { $0.map { FillTarget(filling: $0, of: problem.map) } }
    }

    /// Adjacent granules as one range: memory that runs from one into the next is one piece.
    private static func ranges(_ granules: [Int]) -> [GranuleRange] {
        granules.sorted().chunked { $0 + 1 == $1 }.map { GranuleRange(start: $0[$0.startIndex], count: $0.count) }
    }

    /// Sparse granules that the tables of the budget may fill: the sparsest, the two sparsest, and so on. Then, starting at
    /// each later granule, that granule alone and with as many following ones as fit. The reason: tables may not be able to fill the sparsest to the page, or it lies in the middle of a stretch.
    private static func sparseSets(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [[Int]] {
        guard slices.count > 1 else { return [] }
        let sparse = slices.filter { $0.count == 1 }.sorted { ($0.usablePages, $0.start) < ($1.usablePages, $1.start) }
            .prefix(SearchBudget.sparseGranules)
        var sets: [[Int]] = []
        for first in sparse.indices {
            var budget = TableBudget(problem, slices: slices)
            var chosen: [Int] = []
            for slice in sparse[first...] where budget.spend(slice.usablePages, on: slice.node) {
                chosen.append(slice.start)
                if first == sparse.startIndex || chosen.count == 1 { sets.append(chosen) }
            }
            sets += withEnds(chosen, problem, slices: slices, budget)
        }
        return sets + partEndSets(problem, slices: slices) + stretchSets(problem, slices: slices)
    }

    /// The stretches with the least memory as a whole, so that they need no TDMR; and with what is left of the budget, ends of the longest stretches.
    private static func stretchSets(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [[Int]] {
        let stretches = slices.chunked { $0.end == $1.start }.map { stretch in
            (slices: stretch, pages: stretch.reduce(0) { $0 + $1.usablePages })
        }
        guard stretches.count > 1 else { return [] }
        let shortest = stretches.sorted { ($0.pages, $0.slices.startIndex) < ($1.pages, $1.slices.startIndex) }
        var sets: [[Int]] = []
        for var budget in TableBudget.choices(problem, slices: slices) {
            var chosen: [Int] = []
            for stretch in shortest.prefix(SearchBudget.filledStretches) {
                guard stretch.slices.allSatisfy({ budget.spend($0.usablePages, on: $0.node) }) else { break }
                chosen += stretch.slices.flatMap { $0.start..<$0.end }
                sets += withEnds(chosen, problem, slices: slices, budget)
            }
        }
        return sets
    }

    /// The last granules of stretches, where these must be reserved in part: without them, the ends of the stretches need no area.
    private static func partEndSets(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [[Int]] {
        let last = slices.indices.filter { i in
            slices[i].count == 1 && !slices[i].isPlain && i > 0 && slices[i - 1].end == slices[i].start
                && (i + 1 == slices.count || slices[i + 1].start > slices[i].end)
        }
        var budget = TableBudget(problem, slices: slices)
        let chosen = last.filter { budget.spend(slices[$0].usablePages, on: slices[$0].node) }.map { slices[$0].start }
        return withEnds(chosen, problem, slices: slices, budget)
    }

    /// The chosen granules by themselves, and with granules at the upper ends of the remaining stretches.
    private static func withEnds(
        _ chosen: [Int], _ problem: PlanningProblem, slices: [GranuleSlice], _ budget: TableBudget
    ) -> [[Int]] {
        let left = slices.filter { !chosen.contains($0.start) }
        return [chosen] + ends(problem, slices: left, budget, below: chosen).map { chosen + $0 }
    }

    private static func endSets(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [[Int]] {
        TableBudget.choices(problem, slices: slices).flatMap { ends(problem, slices: slices, $0) }
    }

    /// The last granule of each node's longest stretch, then the one below it of each, and so on, as far as tables fill them. So no node is written to much
    /// more than the others, although tables may lie on any node.
    private static func evenEnds(
        _ problem: PlanningProblem, _ longest: [ArraySlice<GranuleSlice>], _ budget: TableBudget
    ) -> [[Int]] {
        guard problem.objective == .areas, problem.map.nodes.count > 1 else { return [] }
        var budget = budget
        let stretches = longest.uniqued { $0.first?.node }
        var ends = stretches.map { stretch in
            stretch.reversed().lazy.flatMap { slice in
                (slice.start..<slice.end).reversed().lazy.map { ($0, slice.usablePages / slice.count) }
            }.makeIterator()
        }
        var chosen: [Int] = []
        // One granule of each stretch is left.
        for _ in 1..<max(1, stretches.map(\.granules).min() ?? 0) {
            let before = chosen.count
            for node in ends.indices {
                guard let (granule, pages) = ends[node].next(),
                    budget.spend(pages + problem.map.pamtPages(granules: 1), on: nil)
                else { return [Array(chosen.prefix(before)), chosen] }
                chosen.append(granule)
            }
        }
        return [chosen]
    }

    /// The stretches, the longest first: each on one node, or running on from node to node.
    private static func longestStretches(_ slices: [GranuleSlice], onOneNode: Bool) -> [ArraySlice<GranuleSlice>] {
        slices.chunked { $0.end == $1.start && (!onOneNode || $0.node == $1.node && $0.node != nil) }.sorted {
            ($0.granules, $1.startIndex) > ($1.granules, $0.startIndex)
        }
    }

    /// Granules at the upper or at the lower end of long stretches, as many as the tables of the other granules can fill: at the ends of each node's longest
    /// stretch at once where tables are wanted at home, else of each of the longest stretches by itself, and of the longest one over several nodes.
    /// - Parameter chosen: granules that are filled too. If given, only upper ends are used, also those of stretches right below chosen granules.
    private static func ends(
        _ problem: PlanningProblem, slices: [GranuleSlice], _ budget: TableBudget, below chosen: [Int]? = nil
    ) -> [[Int]] {
        let longest = longestStretches(slices, onOneNode: true)
        let choices: [[ArraySlice<GranuleSlice>]]
        if budget.isShared {
            let most = chosen == nil ? SearchBudget.filledStretchesAlone : SearchBudget.filledStretches
            let below = longest.dropFirst(most).filter { stretch in
                stretch.last.map { chosen?.contains($0.end) ?? false } ?? false
            }
            // Granules left out inside memory that runs on from node to node would take a TDMR more than those at its end.
            let across = longestStretches(slices, onOneNode: false).first { $0.first?.node != $0.last?.node }
            choices = (longest.prefix(most) + below + [across].compacted()).map { [$0] }
        } else {
            choices = [longest.uniqued { $0.first?.node }.filter { $0.first?.node != nil }]
        }
        let even = budget.isShared ? evenEnds(problem, longest, budget) : []
        return even
            + choices.flatMap { choice in
                (chosen == nil ? [true, false] : [true]).map { isUpper in
                    choice.flatMap { stretch in
                        let most = budget.left(on: stretch.first?.node)
                        var pages = 0
                        let granules = stretch.flatMap { slice in
                            (slice.start..<slice.end).map { (granule: $0, pages: slice.usablePages / slice.count) }
                        }
                        return (isUpper ? granules.reversed() : granules).prefix(granules.count - 1).prefix { granule in
                            pages += granule.pages + problem.map.pamtPages(granules: 1)
                            return pages <= most
                        }.map(\.granule)
                    }
                }
            }
    }
}
