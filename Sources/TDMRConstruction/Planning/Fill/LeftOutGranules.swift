import TDXModule

/// Granules left out between two TDMRs, for the tables of TDMRs below them to fill: the TDMRs then reach further, which spares one of them, or time.
struct LeftOutGranules {
    private let problem: PlanningProblem
    private let slices: [GranuleSlice]
    private let maxGranules: Int
    /// Whether tables of any node may fill a granule.
    private let isShared: Bool

    /// Sets of granules that are worth a try: with them the longest TDMR is shorter than without.
    /// - Complexity: O((*n* + *t*) log *T*) for *n* slices, *t* TDMRs and the longest time *T*.
    static func sets(_ problem: PlanningProblem, slices: [GranuleSlice]) -> [[Int]] {
        guard problem.objective.order.contains(.time), !slices.isEmpty, problem.maxTDMRs > 0 else { return [] }
        let search = LeftOutGranules(problem, slices: slices)
        var sets: [[Int]] = []
        for kept in [0, 1] {
            for mostGap in [0, 4] {
                guard let all = search.quickest(mostGap: mostGap, kept: kept), !all.leftOut.isEmpty else { continue }
                // The fewest with which it takes no longer.
                let fewest = (0...all.leftOut.count).lazy.compactMap {
                    search.walk(within: all.time, mostGap: mostGap, kept: kept, most: $0)
                }.first
                if let fewest, !fewest.isEmpty { sets += [fewest, all.leftOut] }
            }
        }
        return sets
    }

    private init(_ problem: PlanningProblem, slices: [GranuleSlice]) {
        self.problem = problem
        self.slices = slices
        maxGranules = problem.map.mostGranules(withTablesOfAtMost: problem.map.longestRun)
        isShared = problem.objective != .default
    }

    private func quickest(mostGap: Int, kept: Int) -> (time: Int, leftOut: [Int])? {
        guard let first = slices.first, let last = slices.last else { return nil }
        var high = problem.initTime(granules: max(1, min(last.end - first.start, maxGranules)), areas: problem.maxAreas)
        guard var best = walk(within: high, mostGap: mostGap, kept: kept, most: .max) else { return nil }
        var low = 0
        while high - low > 1 {
            let middle = (low + high) / 2
            if let found = walk(within: middle, mostGap: mostGap, kept: kept, most: .max) {
                (high, best) = (middle, found)
            } else {
                low = middle
            }
        }
        return (high, best)
    }

    /// Covers the slices from the lowest up with TDMRs as large as the time allows, and leaves a granule out behind one wherever the tables so far can fill it.
    /// - Parameters:
    ///   - kept: areas that each TDMR keeps for tables.
    ///   - most: how many granules may be left out.
    /// - Returns: the granules left out; nil when TDMRs do not suffice.
    private func walk(within time: Int, mostGap: Int, kept: Int, most: Int) -> [Int]? {
        let rooms = Array(problem.rooms(within: time, maxGranules: maxGranules).dropFirst(kept))
        var walk = LeavingOutWalk(map: problem.map, rooms: rooms, mostGap: mostGap, most: most, isShared: isShared)
        for slice in slices {
            guard walk.add(slice), walk.tdmrs <= problem.maxTDMRs else { return nil }
        }
        return walk.leftOut
    }
}

private struct LeavingOutWalk {
    let map: AddressMap
    /// For each number of areas the most granules of a TDMR.
    let rooms: [Int]
    let mostGap: Int
    let most: Int
    let isShared: Bool
    private(set) var leftOut: [Int] = []
    /// TDMRs so far, the open one included.
    private(set) var tdmrs = 0
    /// Pages of tables of closed TDMRs that fill nothing yet, by node.
    private var tables: [Int]
    private var open: OpenTDMR?
    /// The granule behind the last TDMR closed and what was left out behind it.
    private var border = -1

    init(map: AddressMap, rooms: [Int], mostGap: Int, most: Int, isShared: Bool) {
        self.map = map
        self.rooms = rooms
        self.mostGap = mostGap
        self.most = most
        self.isShared = isShared
        tables = [Int](repeating: 0, count: isShared ? 1 : map.nodes.count)
    }

    private func room(_ areas: AreaCount) -> Int { areas.areas < rooms.count ? rooms[areas.areas] : 0 }

    /// - Returns: false when a granule by itself takes too long.
    mutating func add(_ slice: GranuleSlice) -> Bool {
        var start = extendOpen(slice)
        while start < slice.end {
            close()
            if leaveOut(start, of: slice) {
                start += 1
                continue
            }
            let largest = room(slice.areas)
            guard largest > 0, slice.isPlain || slice.count <= largest else { return false }
            let end = min(slice.end, start + largest)
            open = OpenTDMR(start: start)
            tdmrs += 1
            open?.extend(to: end, sharing: end - start, of: slice, areas: slice.areas)
            start = end
        }
        return true
    }

    /// As much of the slice as the open TDMR takes.
    /// - Returns: where the rest begins.
    private mutating func extendOpen(_ slice: GranuleSlice) -> Int {
        guard let open, slice.start - open.extent.end <= mostGap else { return slice.start }
        let areas = open.areas + slice.gap + slice.areas
        let reach = min(slice.end, open.extent.start + room(areas))
        guard reach > slice.start, slice.isPlain || reach == slice.end else { return slice.start }
        self.open?.extend(to: reach, sharing: reach - slice.start, of: slice, areas: areas)
        return reach
    }

    private mutating func close() {
        guard let tdmr = open else { return }
        if let home = isShared ? 0 : tdmr.home { tables[home] += map.pamtPages(granules: tdmr.extent.count) }
        border = tdmr.extent.end
        open = nil
    }

    private mutating func leaveOut(_ granule: Int, of slice: GranuleSlice) -> Bool {
        let pages = slice.usablePages / slice.count
        guard granule == border, leftOut.count < most, let node = isShared ? 0 : slice.node, tables[node] >= pages
        else { return false }
        tables[node] -= pages
        leftOut.append(granule)
        border += 1
        return true
    }
}

/// A TDMR under way, and how many of its granules lie on which node.
private struct OpenTDMR {
    private(set) var extent: GranuleRange
    private(set) var areas = AreaCount.neutral
    private var shares: [(node: Int, granules: Int)] = []

    init(start: Int) { extent = GranuleRange(start: start, count: 0) }

    /// The node of most granules.
    var home: Int? { shares.max { ($0.granules, $1.node) < ($1.granules, $0.node) }?.node }

    mutating func extend(to end: Int, sharing granules: Int, of slice: GranuleSlice, areas: AreaCount) {
        extent.count = end - extent.start
        self.areas = areas
        guard let node = slice.node else { return }
        if let i = shares.firstIndex(where: { $0.node == node }) {
            shares[i].granules += granules
        } else {
            shares.append((node, granules))
        }
    }
}
