extension PlanFigures {
    /// An estimate before tables are placed: with the areas of the slices alone, and each PAMT on the node of its TDMR's slice with the most usable pages.
    /// - Parameter slices: all that the extents cover. Extents may cut plain slices.
    /// - Complexity: O(*n* + *t*).
    init(estimating extents: [GranuleRange], of slices: [GranuleSlice], _ problem: PlanningProblem) {
        self.init()
        var granulesOfNode = [Int](repeating: 0, count: problem.map.nodes.count)
        var first = 0
        var bridged = 0
        for extent in extents {
            while first < slices.count, slices[first].end <= extent.start { first += 1 }
            var areas = AreaCount.neutral
            var home: (node: Int, pages: Int)?
            var empty = extent.count
            var i = first
            while i < slices.count, slices[i].start < extent.end {
                areas = i == first ? slices[i].areas : areas + slices[i].gap + slices[i].areas
                let share = min(slices[i].end, extent.end) - max(slices[i].start, extent.start)
                empty -= share
                let pages = slices[i].usablePages / slices[i].count * share
                if let node = slices[i].node, pages > home?.pages ?? 0 { home = (node, pages) }
                i += 1
            }
            bridged += empty
            add(problem, granules: extent.count, areas: areas.areas)
            granulesOfNode[home?.node ?? 0] += extent.count
        }
        tdmrs = extents.count
        bridgedGranules = bridged
        floorTime = problem.writeFloor(granules: granulesOfNode.max() ?? 0)
        time = max(longestTime, (serialTime + problem.processors - 1) / problem.processors, floorTime)
    }
}
