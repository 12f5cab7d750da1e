import PhysicalMemory

/// Cuts memory into TDMRs that all take about as long: from the lowest granule up, each TDMR as large as a time allows, the time being the least with
/// which the TDMRs suffice. TDMRs may reach over node borders and small gaps; for a given time no coverage of that kind needs fewer.
struct EvenCoverage {
    let problem: PlanningProblem
    let cells: [GranuleCell]
    let maxGranules: Int

    /// The largest gaps that are bridged.
    private static let gaps = [0, 4, 64]

    /// The coverages of fewest TDMRs that take at most `time` each, with node borders and gaps treated in several ways.
    func candidates(within time: Int) -> [[DraftPlan.Extent]] {
        var found: [[DraftPlan.Extent]] = []
        for mostGap in Self.gaps {
            for (keepsNodes, hostsPAMT) in [(true, false), (true, true), (false, false), (false, true)] {
                guard let extents = cut(time: time, mostGap: mostGap, keepsNodes: keepsNodes, hostsPAMT: hostsPAMT),
                    !found.contains(extents) else { continue }
                found.append(extents)
            }
        }
        return found
    }

    /// The quickest coverages, without and with gaps bridged, and with node borders respected or not.
    func candidates() -> [[DraftPlan.Extent]] {
        var found: [[DraftPlan.Extent]] = []
        for mostGap in Self.gaps {
            for (keepsNodes, hostsPAMT) in [(true, false), (false, false), (false, true)] {
                guard let (time, extents) = quickest(mostGap: mostGap, keepsNodes: keepsNodes, hostsPAMT: hostsPAMT) else { continue }
                found.append(extents)
                // No TDMR needs to be quicker than what else bounds the whole.
                let total = cells.reduce(0) { $0 + problem.initTime(granules: $1.count, areas: $1.summary.groups) }
                let perNode = Dictionary(grouping: cells) { $0.node }.values.map { $0.reduce(0) { $0 + $1.count } }.max() ?? 0
                let rest = problem.parallelTime(total: total, longest: 0, fullestNode: keepsNodes ? perNode : perNode - perNode / 16)
                if rest > time, let larger = cut(time: rest, mostGap: mostGap, keepsNodes: keepsNodes) { found.append(larger) }
            }
        }
        return found
    }

    /// The coverages of fewest TDMRs when time is no matter, with ever larger gaps bridged.
    func fewestCandidates() -> [[DraftPlan.Extent]] {
        [0, 4, 64, .max].compactMap { cut(time: .max, mostGap: $0, keepsNodes: false) }
    }

    /// Time and PAMT pages of extents before tables are placed, each PAMT on the node of most of its TDMR's pages.
    /// - Complexity: O(*n* + *t*).
    func estimate(_ extents: [DraftPlan.Extent]) -> (time: Int, pamtPages: Int) {
        var total = 0
        var longest = 0
        var pamt = 0
        var granules: [NodeID: Int] = [:]
        var first = 0
        for extent in extents {
            while first < cells.count, cells[first].end <= extent.start { first += 1 }
            var summary = StretchSummary.neutral
            var home: (node: NodeID, granules: Int)?
            var i = first
            while i < cells.count, cells[i].start < extent.end {
                summary = i == first ? cells[i].summary : summary + cells[i].gap + cells[i].summary
                let share = min(cells[i].end, extent.end) - max(cells[i].start, extent.start)
                if let node = cells[i].node, share > home?.granules ?? 0 { home = (node, share) }
                i += 1
            }
            let time = problem.initTime(granules: extent.count, areas: summary.groups)
            total += time
            longest = max(longest, time)
            pamt += problem.scale.pamtPages(granules: extent.count)
            granules[home?.node ?? NodeID(0), default: 0] += extent.count
        }
        return (problem.parallelTime(total: total, longest: longest, fullestNode: granules.values.max() ?? 0), pamt)
    }

    /// Whether there are enough TDMRs and areas when time is no matter. Tables that fill gaps may still help where this says no.
    var isPossible: Bool { fewest(time: .max) <= problem.maxTDMRs }

    /// The fewest TDMRs that take at most `time` each, whatever gaps they bridge; `Int.max` when a granule by itself takes longer.
    /// - Complexity: O(*n*) for *n* cells.
    func fewest(time: Int, mostGap: Int = .max, keepsNodes: Bool = false) -> Int {
        var cutter = Cutter(problem: problem, time: time, maxGranules: maxGranules, most: .max)
        return cutter.cut(cells, mostGap: mostGap, keepsNodes: keepsNodes) ? cutter.count : .max
    }

    /// Extents of at most `time` each that leave one whole granule of each of `nodes` out, where a TDMR ends anyway; nil when they are too many.
    /// - Complexity: O(*n* + *t*) for *n* cells and *t* TDMRs.
    func cut(time: Int, mostGap: Int, skippingOn nodes: Set<NodeID>) -> (extents: [DraftPlan.Extent], skipped: Set<Int>)? {
        var cutter = Cutter(problem: problem, time: time, maxGranules: maxGranules, most: problem.maxTDMRs)
        cutter.extents = []
        cutter.skips = nodes
        guard cutter.cut(cells, mostGap: mostGap, keepsNodes: false), let extents = cutter.extents else { return nil }
        return (extents, cutter.skipped)
    }

    private func quickest(mostGap: Int, keepsNodes: Bool, hostsPAMT: Bool) -> (Int, [DraftPlan.Extent])? {
        let granules = cells.reduce(0) { $0 + $1.count }
        var low = 0
        var high = problem.initTime(granules: max(1, min(granules, maxGranules)) + mostGap, areas: problem.maxAreas)
        guard var best = cut(time: high, mostGap: mostGap, keepsNodes: keepsNodes, hostsPAMT: hostsPAMT) else { return nil }
        while high - low > 1 {
            let middle = (low + high) / 2
            if let found = cut(time: middle, mostGap: mostGap, keepsNodes: keepsNodes, hostsPAMT: hostsPAMT) {
                high = middle
                best = found
            } else {
                low = middle
            }
        }
        return (high, best)
    }

    /// The extents with no TDMR longer than `time`; nil when a cell takes longer or they are too many.
    /// - Complexity: O(*n* + *t*) for *n* cells and *t* TDMRs.
    /// - Parameter hostsPAMT: whether the first TDMR that begins on a node keeps an area for the PAMTs of the node.
    private func cut(time: Int, mostGap: Int, keepsNodes: Bool, hostsPAMT: Bool = false) -> [DraftPlan.Extent]? {
        var cutter = Cutter(problem: problem, time: time, maxGranules: maxGranules, most: problem.maxTDMRs)
        cutter.hostsPAMT = hostsPAMT
        cutter.extents = []
        return cutter.cut(cells, mostGap: mostGap, keepsNodes: keepsNodes) ? cutter.extents : nil
    }

    /// One cut under way.
    private struct Cutter {
        let problem: PlanningProblem
        /// Granules that a TDMR of so many areas may have.
        private let rooms: TDMRRoom
        /// TDMRs beyond which there is no point in going on.
        let most: Int
        var count = 0
        /// What was cut; nil: only counted.
        var extents: [DraftPlan.Extent]?
        var hostsPAMT = false
        /// Nodes of each of which one granule may yet be skipped, and the granules skipped so far.
        var skips: Set<NodeID> = []
        var skipped: Set<Int> = []
        private var hosts: Set<NodeID> = []
        private var isHost = false

        init(problem: PlanningProblem, time: Int, maxGranules: Int, most: Int) {
            self.problem = problem
            self.most = most
            rooms = TDMRRoom(problem, time: time, maxGranules: maxGranules)
        }

        private func room(_ areas: Int) -> Int { rooms(areas + (isHost ? 1 : 0)) }

        /// Decides whether the TDMR that begins in `cell` keeps an area for PAMTs.
        private mutating func begin(in cell: GranuleCell) {
            isHost = hostsPAMT && (cell.node.map { hosts.insert($0).inserted } ?? false)
        }

        /// Closes TDMRs of `granules` granules each from `start` on.
        private mutating func close(_ start: Int, granules: Int, times: Int = 1) -> Bool {
            let (sum, overflow) = count.addingReportingOverflow(times)
            guard !overflow, sum <= most else { return false }
            count = sum
            guard extents != nil else { return true }
            for i in 0..<times { extents?.append(DraftPlan.Extent(start: start + i * granules, count: granules)) }
            return true
        }

        /// - Returns: false when a cell takes longer than allowed, or the TDMRs are too many.
        mutating func cut(_ cells: [GranuleCell], mostGap: Int, keepsNodes: Bool) -> Bool {
            var open: DraftPlan.Extent?
            var summary = StretchSummary.neutral
            var previous: GranuleCell?
            for cell in cells {
                var start = cell.start
                if let extent = open, let previous {
                    let joined = summary + cell.gap + cell.summary
                    let gap = cell.start - extent.end
                    let all = cell.end - extent.start
                    let fits = gap <= mostGap && (!keepsNodes || cell.node == previous.node || cell.node == nil)
                    if fits, all <= room(joined.groups) {
                        open = DraftPlan.Extent(start: extent.start, count: all)
                        summary = joined
                        start = cell.end
                    } else {
                        // As much of a plain cell as the open TDMR takes.
                        let reach = fits && cell.isPlain && room(joined.groups) > cell.start - extent.start ? room(joined.groups) : extent.count
                        guard close(extent.start, granules: reach) else { return false }
                        start = max(start, extent.start + reach)
                        open = nil
                    }
                }
                previous = cell
                // Where a TDMR ends, nothing is lost by leaving a granule out.
                if open == nil, cell.isPlain, cell.end - start > 1, let node = cell.node, skips.remove(node) != nil {
                    skipped.insert(start)
                    start += 1
                }
                guard start < cell.end else { continue }
                begin(in: cell)
                var largest = room(cell.summary.groups)
                guard largest > 0, cell.isPlain || cell.end - start <= largest else { return false }
                if isHost, cell.end - start > largest {
                    guard close(start, granules: largest) else { return false }
                    start += largest
                    isHost = false
                    largest = room(cell.summary.groups)
                }
                let times = (cell.end - start - 1) / largest
                guard times == 0 || close(start, granules: largest, times: times) else { return false }
                start += times * largest
                open = DraftPlan.Extent(start: start, count: cell.end - start)
                summary = cell.summary
            }
            return open.map { close($0.start, granules: $0.count) } ?? true
        }
    }
}
