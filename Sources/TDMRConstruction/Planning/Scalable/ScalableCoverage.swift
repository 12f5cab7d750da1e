import PhysicalMemory
import TDXModule

/// Chooses the extents for an objective from cells, PAMTs already carved out.
struct ScalableCoverage {
    let problem: PlanningProblem
    let objective: PlanObjective

    /// Coverages worth a try.
    func candidates(_ cells: [GranuleCell]) -> [[DraftPlan.Extent]] {
        guard mostGranules > 0 else { return [] }
        let even = EvenCoverage(problem: problem, cells: cells, maxGranules: mostGranules)
        switch objective {
        case .memory:
            return whole(cells) { Cost(a: pamt($0), b: 1, c: time($0), d: $0.areas) }.map { [$0] } ?? even.fewestCandidates()
        case .simple:
            return whole(cells) { Cost(a: $0.bridged, b: 1, c: pamt($0), d: $0.areas) }.map { [$0] } ?? even.fewestCandidates()
        case .default:
            return [fastest(cells, even) { _ in 0 }].compactMap { $0 } + even.candidates()
        case .areas:
            return fastest(cells, even) { $0.areas }.map { [$0] } ?? even.candidates() + even.fewestCandidates()
        }
    }

    /// Coverages of few TDMRs none of which takes longer than `time`.
    func candidates(_ cells: [GranuleCell], within time: Int) -> [[DraftPlan.Extent]] {
        guard mostGranules > 0 else { return [] }
        return EvenCoverage(problem: problem, cells: cells, maxGranules: mostGranules).candidates(within: time) + sparing(cells, within: time)
    }

    /// The coverages of least sum of times when each TDMR costs a price besides: the higher the price that leaves the sum within what the processors have
    /// in `time`, the fewer TDMRs.
    private func sparing(_ cells: [GranuleCell], within time: Int) -> [[DraftPlan.Extent]] {
        let most = min(mostGranules, time / max(1, problem.initTime(granules: 1, areas: 0)))
        guard most > 0 else { return [] }
        let search = search(CoverageSearch.atoms(cells, chunk: most))
        let rough = EvenCoverage(problem: problem, cells: cells, maxGranules: mostGranules)
        var found: [[DraftPlan.Extent]] = []
        func suffices(price: Int) -> Bool {
            let extents = search.extents { interval in
                let alone = self.time(interval)
                return alone <= time ? Cost(a: alone + price, b: pamt(interval), c: 1, d: interval.areas) : nil
            }
            guard let extents, price == 0 || rough.estimate(extents).time <= time else { return false }
            if !found.contains(extents) { found.append(extents) }
            return true
        }
        guard suffices(price: 0) else { return [] }
        var low = 0
        var high = time
        for _ in 0..<Self.mostPrices where low < high {
            let middle = (low + high + 1) / 2
            if suffices(price: middle) { low = middle } else { high = middle - 1 }
        }
        return found.suffix(Self.mostSparing)
    }

    private static let mostPrices = 24
    /// The coverages of fewest TDMRs worth a try.
    private static let mostSparing = 3

    private typealias Cost = CoverageSearch.Cost
    private typealias Interval = CoverageSearch.Interval

    private func pamt(_ interval: Interval) -> Int { problem.scale.pamtPages(granules: interval.granules) }
    private func time(_ interval: Interval) -> Int { problem.initTime(granules: interval.granules, areas: interval.areas) }

    /// The extents of least additive cost; plain stretches are cut only where no run could hold the table.
    private func whole(_ cells: [GranuleCell], cost: (Interval) -> Cost) -> [DraftPlan.Extent]? {
        let most = mostGranules
        guard most > 0 else { return nil }
        return search(CoverageSearch.atoms(cells, chunk: most)).extents(cost: cost)
    }

    private func search(_ atoms: [GranuleCell]) -> CoverageSearch {
        CoverageSearch(atoms: atoms, maxTDMRs: problem.maxTDMRs, maxAreas: problem.maxAreas, maxGranules: mostGranules)
    }

    /// The most granules whose largest table fits into a run.
    private var mostGranules: Int {
        Self.granules(withTablesOfAtMost: problem.terrain.runs.lazy.map(\.count).max() ?? 0, scale: problem.scale)
    }

    /// The most granules of a TDMR each of whose tables has at most `pages` pages.
    static func granules(withTablesOfAtMost pages: Int, scale: PlanningScale) -> Int {
        var low = 0
        var high = 1 << 22
        while low < high {
            let middle = (low + high + 1) / 2
            if PAMTLevel.allCases.allSatisfy({ scale.tablePages($0, granules: middle) <= pages }) { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The extents of least parallel time among those of least `first`, and of the least PAMT among those.
    private func fastest(_ cells: [GranuleCell], _ even: EvenCoverage, first: (Interval) -> Int) -> [DraftPlan.Extent]? {
        let most = mostGranules
        guard most > 0 else { return nil }
        var best: (key: (Int, Int), extents: [DraftPlan.Extent])?
        func attempt(chunk: Int, longest: Int) -> (first: Int, time: Int)? {
            guard even.fewest(time: longest) <= problem.maxTDMRs else { return nil }
            let atoms = CoverageSearch.atoms(cells, chunk: min(chunk, most))
            // With few processors the sum of all TDMRs' times decides, with many the longest one.
            for sumFirst in [true, false] {
                let found = search(atoms).extents { interval in
                    let time = time(interval)
                    guard time <= longest else { return nil }
                    let pamt = pamt(interval)
                    return sumFirst
                        ? Cost(a: first(interval), b: time, c: pamt, d: 1) : Cost(a: first(interval), b: pamt, c: 1, d: time)
                }
                guard let found else { return nil }
                let times = measure(found, atoms: atoms, first: first)
                let key = (times.first, times.time)
                if best.map({ key < $0.key || key == $0.key && worth(found) < worth($0.extents) }) ?? true { best = (key, found) }
            }
            return best.map { ($0.key.0, $0.key.1) }
        }
        let sizes = chunkSizes(cells, most: most)
        // The smallest chunk that the count of TDMRs allows gives the shortest longest TDMR.
        var low = 0
        var high = sizes.count
        while low < high {
            let middle = (low + high) / 2
            let longest = problem.initTime(granules: sizes[middle], areas: problem.maxAreas)
            if attempt(chunk: sizes[middle], longest: longest) != nil { high = middle } else { low = middle + 1 }
        }
        guard let floor = best?.key.1 else { return nil }
        // No TDMR needs to be quicker than the whole: larger chunks cost less PAMT.
        if let larger = sizes.last(where: { problem.initTime(granules: $0, areas: 0) <= floor }) {
            _ = attempt(chunk: larger, longest: floor)
        }
        return best?.extents
    }

    /// Sizes that a plain stretch is worth being cut into, ascending.
    private func chunkSizes(_ cells: [GranuleCell], most: Int) -> [Int] {
        var sizes: Set<Int> = [1, most]
        let lengths = Set(cells.map(\.count)).sorted(by: >).prefix(64)
        let longest = lengths.first ?? 1
        for pieces in 1...max(1, min(problem.maxTDMRs, 4096)) { sizes.insert(min(most, (longest + pieces - 1) / pieces)) }
        for length in lengths where length > 1 {
            for pieces in 1...max(1, min(problem.maxTDMRs, 64)) { sizes.insert(min(most, (length + pieces - 1) / pieces)) }
        }
        return sizes.sorted()
    }

    private func worth(_ extents: [DraftPlan.Extent]) -> (Int, Int) {
        (extents.reduce(0) { $0 + problem.scale.pamtPages(granules: $1.count) }, extents.count)
    }

    /// The first figure and the parallel time of extents, with each PAMT on the node of most of its TDMR's pages.
    private func measure(
        _ extents: [DraftPlan.Extent], atoms: [GranuleCell], first: (Interval) -> Int
    ) -> (first: Int, time: Int) {
        var sum = 0
        var longest = 0
        var firsts = 0
        var atom = 0
        var granules: [NodeID: Int] = [:]
        for extent in extents {
            var summary = StretchSummary.neutral
            var pages: [NodeID: Int] = [:]
            var started = false
            while atom < atoms.count, atoms[atom].start < extent.end {
                summary = started ? summary + atoms[atom].gap + atoms[atom].summary : atoms[atom].summary
                started = true
                if let node = atoms[atom].node { pages[node, default: 0] += atoms[atom].usablePages }
                atom += 1
            }
            let interval = Interval(granules: extent.count, areas: summary.groups, bridged: 0)
            let time = time(interval)
            sum += time
            longest = max(longest, time)
            firsts += first(interval)
            let node = pages.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? NodeID(0)
            granules[node, default: 0] += extent.count
        }
        return (firsts, problem.parallelTime(total: sum, longest: longest, fullestNode: granules.values.max() ?? 0))
    }
}
