import TDXModule

/// The walk of `LeftOutGranules`: covers slices from the lowest up, and leaves granules out for tables to fill.
struct LeavingOutWalk {
    let map: AddressMap
    /// For each number of areas, the most granules of a TDMR with that number.
    let mostGranules: [Int]
    let mostGap: Int
    let most: Int
    let isShared: Bool
    private(set) var leftOut: [Int] = []
    /// TDMRs so far, the open one included.
    private(set) var tdmrs = 0
    /// Pages of tables of closed TDMRs that fill nothing yet: by home, or all in one element when tables of any node may fill a granule.
    private var tables: [Int]
    private var open: OpenTDMR?
    /// The granule behind the last closed TDMR and the granules left out behind that: the next one that may be left out.
    private var border: Int?

    init(map: AddressMap, mostGranules: [Int], mostGap: Int, most: Int, isShared: Bool) {
        self.map = map
        self.mostGranules = mostGranules
        self.mostGap = mostGap
        self.most = most
        self.isShared = isShared
        tables = [Int](repeating: 0, count: isShared ? 1 : map.nodes.count)
    }

    private func largest(_ areas: AreaCount) -> Int { areas.areas < mostGranules.count ? mostGranules[areas.areas] : 0 }

    /// - Returns: false when a slice by itself is not allowed.
    mutating func add(_ slice: GranuleSlice) -> Bool {
        var start = extendOpen(slice)
        while start < slice.end {
            close()
            if leaveOut(start, of: slice) {
                start += 1
                continue
            }
            let allowed = largest(slice.areas)
            guard allowed > 0, slice.isPlain || slice.count <= allowed else { return false }
            let end = min(slice.end, start + allowed)
            open = OpenTDMR(start: start)
            tdmrs += 1
            open?.extend(to: end, sharing: end - start, of: slice, areas: slice.areas)
            start = end
        }
        return true
    }

    /// Extends the open TDMR by as much of the slice as it is allowed.
    /// - Returns: the granule at which the rest of the slice begins.
    private mutating func extendOpen(_ slice: GranuleSlice) -> Int {
        guard let open, slice.start - open.extent.end <= mostGap else { return slice.start }
        let areas = open.areas + slice.gap + slice.areas
        let reach = min(slice.end, open.extent.start + largest(areas))
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
        border = granule + 1
        return true
    }
}
