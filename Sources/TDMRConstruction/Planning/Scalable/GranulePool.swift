import PhysicalMemory

/// A block of PAMT tables at one end of a run that takes whole granules, so that no TDMR needs to hold them.
struct GranulePool: Hashable, Sendable {
    /// Index of the run.
    var run: Int
    /// Whether the block touches the run's end, not its start.
    var atEnd: Bool
    /// Granules without a served byte once the block is in place.
    var granules: Int
    /// Pages that the block must have at least.
    var pages: Int

    /// What the block takes at least, with one page of the next granule so that its area is counted; the run's last page always stays.
    func carved(_ terrain: Terrain) -> PageSpan {
        let run = terrain.runs[run]
        let count = min(pages + 1, run.count - 1)
        return atEnd ? PageSpan(start: run.end - count, end: run.end) : PageSpan(start: run.start, end: run.start + count)
    }
}

/// Chooses pools: granules that PAMTs can fill whole, the cheapest first.
struct GranulePools {
    /// An end of a run at which the outermost granule holds nothing else.
    private struct Site {
        var run: Int
        var atEnd: Bool
        /// Pages of the outermost granule.
        var first: Int
        /// Granules of the run that can be taken, the outermost one included; one always stays.
        var most: Int
    }

    private let problem: PlanningProblem
    /// The cheapest first.
    private var sites: [Site] = []
    /// For each node its sites, indices of `sites`.
    private var sitesOfNode: [NodeID: [Int]] = [:]

    /// The most pools of one choice.
    private static let mostPools = 16

    /// - Complexity: O(*r*).
    init(_ problem: PlanningProblem) {
        self.problem = problem
        let size = problem.scale.pagesPerGranule
        let runs = problem.terrain.runs
        for (i, run) in runs.enumerated() where run.count > size || run.start / size != (run.end - 1) / size {
            let last = (run.end - 1) / size
            let firstGranule = run.start / size
            let most = last - firstGranule
            if i + 1 == runs.count || runs[i + 1].start / size > last {
                sites.append(Site(run: i, atEnd: true, first: run.end - last * size, most: most))
            }
            if i == 0 || (runs[i - 1].end - 1) / size < firstGranule {
                sites.append(Site(run: i, atEnd: false, first: (firstGranule + 1) * size - run.start, most: most))
            }
        }
        sites.sort { ($0.first, $0.run, $0.atEnd ? 0 : 1) < ($1.first, $1.run, $1.atEnd ? 0 : 1) }
        for (i, site) in sites.enumerated() { sitesOfNode[runs[site.run].node, default: []].append(i) }
    }

    /// Pools for at most `granules` granules within `pages` pages, on one node or anywhere.
    /// - Complexity: O(*s* + *p*) for *s* sites and *p* pools chosen.
    func choose(granules: Int, pages: Int, node: NodeID?) -> [GranulePool] {
        let size = problem.scale.pagesPerGranule
        var left = pages
        var wanted = granules
        var pools: [GranulePool] = []
        var chosen: [Int: Int] = [:]
        var usedRuns: Set<Int> = []
        for i in node.map({ sitesOfNode[$0] ?? [] }) ?? Array(sites.indices) {
            let site = sites[i]
            guard wanted > 0, site.first <= left else { break }
            guard usedRuns.insert(site.run).inserted else { continue }
            chosen[i] = pools.count
            pools.append(GranulePool(run: site.run, atEnd: site.atEnd, granules: 1, pages: site.first))
            left -= site.first
            wanted -= 1
            if pools.count == Self.mostPools { break }
        }
        // Whole granules behind the first ones cost the same everywhere: take them where the fewest pools result.
        for (i, slot) in chosen.sorted(by: { $0.value < $1.value }) where wanted > 0 && left >= size {
            let more = min(wanted, left / size, sites[i].most - 1)
            guard more > 0 else { continue }
            pools[slot].granules += more
            pools[slot].pages += more * size
            left -= more * size
            wanted -= more
        }
        return pools
    }

    /// The most granules that `pages` pages could fill, on one node or anywhere.
    func mostGranules(pages: Int, node: NodeID?) -> Int {
        choose(granules: .max, pages: pages, node: node).reduce(0) { $0 + $1.granules }
    }
}
