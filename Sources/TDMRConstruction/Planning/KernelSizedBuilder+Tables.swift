import PhysicalMemory
import TDXModule

/// 2. Memory for the tables of each node, and each TDMR its own tables.
extension KernelSizedBuilder {
    typealias PageAllocation = (_ pages: UInt64, NodeID) -> PageFrame?

    /// One run for each node, where there is one: as large as its tables can become, however the stretches are cut.
    mutating func allocateByNode(_ allocate: PageAllocation) throws(ConstructionError) {
        var index = 0
        while index < stretches.count {
            let node = stretches[index].node
            let isFirst = !stretches[..<index].contains { $0.node == node }
            let start = stretches[index].start
            if isFirst {
                let pages = pagesOfRun(node)
                if pages > 0, let frame = allocate(pages, node) {
                    for other in stretches.indices where stretches[other].node == node {
                        stretches[other].tables = frame
                    }
                    try isolate(PageRange(start: frame, end: frame + pages))
                    // Stretches before this one may have been divided.
                    while stretches[index].start < start { index += 1 }
                }
            }
            index += 1
        }
    }

    /// Pages that the tables of a node can come to: a table whose size is no multiple of a page is rounded in each TDMR.
    private func pagesOfRun(_ node: NodeID) -> UInt64 {
        let granules = stretches.reduce(0) { $0 + ($1.node == node ? $1.count : 0) }
        return PAMTLevel.allCases.reduce(0) { pages, level in
            let isRounded = !sizes.perGranule(level).isAligned(to: .page)
            return pages + sizes.pages(level, granules: granules) + (isRounded ? UInt64(maxTDMRs) : 0)
        }
    }

    /// Reserves a run of tables, in stretches of its own where the array has room for them.
    private mutating func isolate(_ run: PageRange) throws(ConstructionError) {
        divide(at: run.start.rawValue / PageFrame.perGranule)
        divide(at: (run.end.rawValue + PageFrame.perGranule - 1) / PageFrame.perGranule)
        for index in stretches.indices { try reserve(run, &stretches[index]) }
    }

    /// Makes `granule` the first of a stretch, if it lies inside one.
    mutating func divide(at granule: UInt64) {
        guard stretches.count < maxTDMRs,
            let index = stretches.firstIndex(where: { $0.start < granule && granule < $0.end })
        else { return }
        divide(index, at: granule)
    }

    mutating func divide(_ index: Int, at granule: UInt64) {
        var upper = stretches[index]
        upper.start = granule
        stretches[index].end = granule
        let (low, high) = (stretches[index].pages, upper.pages)
        stretches[index].areas = stretches[index].areas.map { $0.intersection(low) }.filter { !$0.isEmpty }
        upper.areas = upper.areas.map { $0.intersection(high) }.filter { !$0.isEmpty }
        stretches.insert(upper, at: index + 1)
    }

    /// Gives each TDMR its tables: from its node's run, what is left of which goes back, or else by an allocation of its own.
    mutating func placeTables(_ allocate: PageAllocation) throws(ConstructionError) {
        for index in stretches.indices where !stretches[index].arePlaced {
            if let frame = stretches[index].tables { placeTables(ofNode: stretches[index].node, from: frame) }
        }
        for index in stretches.indices where !stretches[index].arePlaced {
            let pages = sizes.pages(granules: stretches[index].count)
            guard pages > 0, let frame = allocate(pages, stretches[index].node) else { throw .outOfMemory }
            stretches[index].tables = frame
            stretches[index].arePlaced = true
            for other in stretches.indices {
                try reserve(PageRange(start: frame, end: frame + pages), &stretches[other])
            }
        }
    }

    private mutating func placeTables(ofNode node: NodeID, from frame: PageFrame) {
        var next = frame
        var last = 0
        for index in stretches.indices where stretches[index].node == node {
            stretches[index].tables = next
            stretches[index].arePlaced = true
            next = next + sizes.pages(granules: stretches[index].count)
            last = index
        }
        stretches[last].spare = giveBack(PageRange(start: next, end: frame + pagesOfRun(node)))
    }

    /// Takes the end of a run out of the areas again.
    /// - Returns: pages that must stay because the area reaches beyond the run.
    private mutating func giveBack(_ rest: PageRange) -> UInt64 {
        var rest = rest
        while !rest.isEmpty {
            guard let index = stretches.firstIndex(where: { $0.pages.start < rest.end && rest.end <= $0.pages.end }),
                let area = stretches[index].areas.firstIndex(where: { $0.end == rest.end })
            else { break }
            let end = max(rest.start, stretches[index].areas[area].start)
            stretches[index].areas[area].end = end
            if stretches[index].areas[area].isEmpty { stretches[index].areas.remove(at: area) }
            rest.end = end
        }
        return rest.count
    }

    /// The finished TDMR.
    func planned(_ stretch: KernelStretch) -> PlannedTDMR {
        let request = PAMTRequest(tdmr: stretch.pages, node: stretch.node, sizes: sizes)
        var placement = PAMTPlacement(request, at: stretch.tables ?? PageFrame(0))
        placement.table1G.size += .pages(stretch.spare)
        let areas = stretch.areas.map { ReservedArea(offset: .pages($0.start - stretch.pages.start), size: $0.size) }
        return PlannedTDMR(stretch.pages, placement, areas: areas, pamtNode: stretch.node)
    }
}
