import PhysicalMemory
public import TDXModule

/// A construction that a kernel could carry: one pass over memory and CMRs, no allocation beyond the TDMR array, no search.
///
/// 1. The pass makes stretches of granules that hold memory. A granule with reserved areas stays apart from those without, because areas slow the
///    initialisation of all granules of their TDMR. When the array is full, the two neighbours are joined whose union adds the least cost.
/// 2. The tables of each node are one run of the kernel's page allocator. The granules that the run lies in become stretches of their own.
/// 3. Stretches are cut into parts no longer than an LP's share, or a little longer where the array is too small for that.
///
/// A gap between memory regions costs a TDMR at most one reserved area: from the first to the last page that is not convertible. `CKernelTDMR` is the same
/// construction in C.
/// - Complexity: O(*m* + *c* + *t*^2) for *m* regions, *c* CMRs and *t* TDMRs at most, besides the page allocator.
public struct KernelSizedPlanner: Planner {
    public let name = "kernel-sized"
    public let pamtPlacement = ContigPageAllocator.name
    /// The costs from which start-up times are predicted.
    public var costs: CostModel
    /// Logical processors that initialise TDMRs at once, at least 1.
    public var processors: Int

    public init(costs: CostModel = .standard, processors: Int = 2) {
        self.costs = costs
        self.processors = processors
    }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        let memlist = input.memlist
        var result = PlanResult(memlist: memlist, outcome: .failure(.outOfMemory))
        result.outcome = Result { () throws(ConstructionError) in
            var allocator = ContigPageAllocator(memory: input.regions, smallestRun: .page)
            var builder = KernelSizedBuilder(
                cmrs: input.cmrs?.map(\.wholePages).filter { !$0.isEmpty } ?? memlist.map(\.pages),
                limits: input.limits, sizes: input.pamtSizes,
                granuleWeight: costs.granuleWeight(input.pamt), processors: processors)
            try builder.sweep(memlist)
            try builder.allocateByNode { pages, node in allocator.allocate(.pages(pages), node: node) }
            builder.cut()
            try builder.placeTables { pages, node in allocator.allocate(.pages(pages), node: node) }
            return Layout(tdmrs: builder.stretches.map { builder.planned($0) })
        }
        return result
    }
}

extension CostModel {
    /// The cost of initialising a granule without areas, as a multiple of the cost of one area: 22 with static PAMT.
    public func granuleWeight(_ pamt: PAMTMode) -> UInt64 {
        let area = (initCall(areas: 1, pamt: pamt) - initCall(areas: 0, pamt: pamt)).rawValue
        return max(1, initCall(areas: 0, pamt: pamt).rawValue / max(1, area))
    }
}

/// Granules that become one TDMR, or several when they are cut.
struct KernelStretch {
    /// Granule numbers, `end` excluded.
    var start: UInt64
    var end: UInt64
    var node: NodeID
    /// Reserved areas in pages: ascending, no two touch.
    var areas: [PageRange] = []
    /// The start of the run for its node's tables; once they are placed, of its own tables. nil: not allocated.
    var tables: PageFrame?
    var arePlaced = false
    /// Pages by which its 1G table is larger than necessary.
    var spare: UInt64 = 0

    var count: UInt64 { end - start }
    var pages: PageRange { PageRange(start * PageFrame.perGranule, end * PageFrame.perGranule) }
}

// All in one file: split over several, the construction executes 2 % more instructions (a machine of 16 nodes), because less is inlined.

struct KernelSizedBuilder {
    /// The TDMRs, and the areas of each, that the array of TDMR_INFO in memory has room for.
    private static let mostTDMRs = 64
    private static let mostAreas = 16

    private(set) var stretches: [KernelStretch] = []
    private let cmrs: [PageRange]
    private let maxTDMRs: Int
    private let maxAreas: Int
    private let sizes: PAMTSizes
    private let granuleWeight: UInt64
    private let processors: Int
    private var cmr = 0

    init(cmrs: [PageRange], limits: ModuleLimits, sizes: PAMTSizes, granuleWeight: UInt64, processors: Int) {
        self.cmrs = cmrs
        maxTDMRs = min(limits.maxTDMRs, Self.mostTDMRs)
        maxAreas = min(limits.maxReservedAreas, Self.mostAreas)
        self.sizes = sizes
        self.granuleWeight = granuleWeight
        self.processors = processors
    }
}

// MARK: 1. The pass

extension KernelSizedBuilder {
    mutating func sweep(_ memlist: [MemoryRegion]) throws(ConstructionError) {
        var open: KernelStretch?
        var previousEnd: PageFrame?
        for region in memlist {
            let first = region.start.rawValue / PageFrame.perGranule
            let last = (region.end.rawValue - 1) / PageFrame.perGranule
            let hole = hole(in: PageRange(start: previousEnd ?? region.start.granuleFloor, end: region.start))
            guard isConvertible(region.pages) else { throw .impossible(.notAllConvertible(region.pages)) }
            if open == nil || first >= open!.end {
                if var done = open {
                    try reserve(hole, &done)
                    try append(done)
                }
                open = KernelStretch(start: first, end: first + 1, node: region.node)
            }
            try reserve(hole, &open!)
            if last > first {
                try append(open!)
                if last > first + 1 { try append(KernelStretch(start: first + 1, end: last, node: region.node)) }
                open = KernelStretch(start: last, end: last + 1, node: region.node)
            }
            previousEnd = region.end
        }
        guard var done = open, let previousEnd else { throw .impossible(.noMemory) }
        try reserve(hole(in: PageRange(start: previousEnd, end: previousEnd.granuleCeiling)), &done)
        try append(done)
    }

    /// The span from the first to the last page of a gap that is not convertible; empty when all of the gap is convertible.
    private mutating func hole(in gap: PageRange) -> PageRange {
        while cmr < cmrs.count, cmrs[cmr].end <= gap.start { cmr += 1 }
        var hole = PageRange(0, 0)
        var page = gap.start
        var next = cmr
        while page < gap.end {
            if next < cmrs.count, cmrs[next].start <= page {
                page = max(page, cmrs[next].end)
                next += 1
            } else {
                if hole.isEmpty { hole.start = page }
                page = next < cmrs.count ? min(gap.end, cmrs[next].start) : gap.end
                hole.end = page
            }
        }
        return hole
    }

    /// Whether one CMR, or several that touch, hold all of the region.
    private func isConvertible(_ region: PageRange) -> Bool {
        var page = region.start
        var next = cmr
        while page < region.end {
            while next < cmrs.count, cmrs[next].end <= page { next += 1 }
            guard next < cmrs.count, cmrs[next].start <= page else { return false }
            page = cmrs[next].end
        }
        return true
    }

    /// Adds the part of `range` inside the stretch to its areas, joined with those that it touches.
    private func reserve(_ range: PageRange, _ stretch: inout KernelStretch) throws(ConstructionError) {
        var area = range.intersection(stretch.pages)
        guard !area.isEmpty else { return }
        var index = 0
        while index < stretch.areas.count, stretch.areas[index].end < area.start { index += 1 }
        while index < stretch.areas.count, stretch.areas[index].start <= area.end {
            area.start = min(area.start, stretch.areas[index].start)
            area.end = max(area.end, stretch.areas[index].end)
            stretch.areas.remove(at: index)
        }
        guard stretch.areas.count < maxAreas else { throw .reservedAreasExhausted(stretch.pages) }
        stretch.areas.insert(area, at: index)
    }

    private mutating func append(_ stretch: KernelStretch) throws(ConstructionError) {
        if let last = stretches.last, last.end == stretch.start, last.node == stretch.node, last.areas.isEmpty,
            stretch.areas.isEmpty
        {
            stretches[stretches.count - 1].end = stretch.end
            return
        }
        stretches.append(stretch)
        guard stretches.count > maxTDMRs else { return }
        var best: (index: Int, penalty: UInt64)?
        // The joined stretch must have an area left for tables.
        for index in 1..<stretches.count where areas(joining: index - 1) < maxAreas {
            let penalty = weight(joining: index - 1) - weight(stretches[index - 1]) - weight(stretches[index])
            if best == nil || penalty < best!.penalty { best = (index - 1, penalty) }
        }
        guard let best else { throw .tdmrsExhausted }
        try join(best.index)
    }

    private func weight(_ stretch: KernelStretch) -> UInt64 {
        stretch.count * (granuleWeight + UInt64(stretch.areas.count))
    }

    private func weight(joining index: Int) -> UInt64 {
        (stretches[index + 1].end - stretches[index].start) * (granuleWeight + UInt64(areas(joining: index)))
    }

    /// Areas of a stretch and the next one when joined. Granules between them are an area too, joined with those that it touches.
    private func areas(joining index: Int) -> Int {
        let (a, b) = (stretches[index], stretches[index + 1])
        let ends = a.areas.last?.end == a.pages.end
        let begins = b.areas.first?.start == b.pages.start
        let count = a.areas.count + b.areas.count
        if a.end == b.start { return count - (ends && begins ? 1 : 0) }
        return count + 1 - (ends ? 1 : 0) - (begins ? 1 : 0)
    }

    /// Joins a stretch with the next one. The node is that of the larger of the two.
    private mutating func join(_ index: Int) throws(ConstructionError) {
        let next = stretches.remove(at: index + 1)
        if next.count > stretches[index].count { stretches[index].node = next.node }
        let gap = PageRange(start: stretches[index].pages.end, end: next.pages.start)
        stretches[index].end = next.end
        try reserve(gap, &stretches[index])
        for area in next.areas { try reserve(area, &stretches[index]) }
    }
}

// MARK: 2. Tables

extension KernelSizedBuilder {
    typealias PageAllocation = (_ pages: UInt64, NodeID) -> PageFrame?

    /// Allocates one run for the tables of each node, where the allocator has one: enough for the tables however the stretches are cut.
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
                    // Stretches before this one may have been divided, which moves its index.
                    while stretches[index].start < start { index += 1 }
                }
            }
            index += 1
        }
    }

    /// The most pages of a node's tables: a table whose size for one granule is not a multiple of a page is rounded up in each TDMR.
    private func pagesOfRun(_ node: NodeID) -> UInt64 {
        let granules = stretches.reduce(0) { $0 + ($1.node == node ? $1.count : 0) }
        return PAMTLevel.allCases.reduce(0) { pages, level in
            let isRounded = !sizes.perGranule(level).isAligned(to: .page)
            return pages + sizes.size(level, granules: granules).pages + (isRounded ? UInt64(maxTDMRs) : 0)
        }
    }

    /// Reserves a run of tables. Its granules become stretches of their own where the array has room for them.
    private mutating func isolate(_ run: PageRange) throws(ConstructionError) {
        divide(at: run.start.rawValue / PageFrame.perGranule)
        divide(at: (run.end.rawValue + PageFrame.perGranule - 1) / PageFrame.perGranule)
        for index in stretches.indices { try reserve(run, &stretches[index]) }
    }

    /// Makes `granule` the first of a stretch, if it lies inside one.
    private mutating func divide(at granule: UInt64) {
        guard stretches.count < maxTDMRs,
            let index = stretches.firstIndex(where: { $0.start < granule && granule < $0.end })
        else { return }
        divide(index, at: granule)
    }

    private mutating func divide(_ index: Int, at granule: UInt64) {
        var upper = stretches[index]
        upper.start = granule
        stretches[index].end = granule
        let (low, high) = (stretches[index].pages, upper.pages)
        stretches[index].areas = stretches[index].areas.map { $0.intersection(low) }.filter { !$0.isEmpty }
        upper.areas = upper.areas.map { $0.intersection(high) }.filter { !$0.isEmpty }
        stretches.insert(upper, at: index + 1)
    }

    /// Gives each TDMR its tables: from its node's run, or else by an allocation of its own. What is left of a node's run is no longer reserved.
    mutating func placeTables(_ allocate: PageAllocation) throws(ConstructionError) {
        for index in stretches.indices where !stretches[index].arePlaced {
            if let frame = stretches[index].tables { placeTables(ofNode: stretches[index].node, from: frame) }
        }
        for index in stretches.indices where !stretches[index].arePlaced {
            let pages = sizes.size(granules: stretches[index].count).pages
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
            next = next + sizes.size(granules: stretches[index].count).pages
            last = index
        }
        stretches[last].spare = giveBack(PageRange(start: next, end: frame + pagesOfRun(node)))
    }

    /// Takes the unused end of a run out of the areas again.
    /// - Returns: the unused pages that stay reserved because their area reaches beyond the run.
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

// MARK: 3. Parts

extension KernelSizedBuilder {
    /// Cuts stretches into parts no longer than one LP's share, or a little longer where the array has no room for so many parts. Lengths here are weights:
    /// granules times the weight of a granule with so many areas.
    mutating func cut() {
        let total = stretches.reduce(0) { $0 + weight($1) }
        let shares = UInt64(max(1, min(processors, maxTDMRs)))
        var longest = (total + shares - 1) / shares
        if stretches.reduce(0, { $0 + parts($1, longest) }) <= maxTDMRs { return cutEvenly(longest) }
        // Each round allows parts a sixty-fourth longer.
        while fill(longest, performing: false) > maxTDMRs { longest += longest / 64 + 1 }
        _ = fill(longest, performing: true)
    }

    /// The number of parts of a stretch when each is no longer than `longest`, or has one granule.
    private func parts(_ stretch: KernelStretch, _ longest: UInt64) -> Int {
        let granules = most(longest, areas: stretch.areas.count)
        return Int((stretch.count + granules - 1) / granules)
    }

    /// The most granules of a part with so many areas that is no longer than `longest`; at least one.
    private func most(_ longest: UInt64, areas: Int) -> UInt64 { max(1, longest / (granuleWeight + UInt64(areas))) }

    /// Cuts each stretch by itself, into parts as equal as possible.
    private mutating func cutEvenly(_ longest: UInt64) {
        for index in stretches.indices.reversed() {
            let count = UInt64(parts(stretches[index], longest))
            let (even, larger) = stretches[index].count.quotientAndRemainder(dividingBy: count)
            var end = stretches[index].end
            for part in (1..<count).reversed() {
                end -= even + (part < larger ? 1 : 0)
                divide(index, at: end)
            }
        }
    }

    /// Fills parts one after the other up to `longest`, across the borders of stretches that touch and lie on one node.
    /// - Parameter performing: whether stretches are cut and joined; if not, parts are only counted.
    /// - Returns: the number of parts.
    private mutating func fill(_ longest: UInt64, performing: Bool) -> Int {
        var count = 0
        var open: (granules: UInt64, areas: Int) = (0, 0)
        var index = 0
        while index < stretches.count {
            let next = stretches[index]
            var left = next.count
            if index > 0, stretches[index - 1].end == next.start, stretches[index - 1].node == next.node {
                let taken = room(in: open, for: index, longest)
                if taken > 0 {
                    open = (open.granules + taken, next.areas.isEmpty ? open.areas : joinedAreas(open.areas, index))
                    left -= taken
                    if performing {
                        if left > 0 { divide(index, at: next.start + taken) }
                        // Does not throw: the areas are no more than were counted above.
                        try? join(index - 1)
                    }
                    if left == 0 {
                        if !performing { index += 1 }
                        continue
                    }
                }
            }
            if open.granules > 0 { count += 1 }
            let granules = most(longest, areas: next.areas.count)
            let whole = Int((left - 1) / granules)
            count += whole
            open = (left - UInt64(whole) * granules, next.areas.count)
            if performing {
                for _ in 0..<whole {
                    divide(index, at: stretches[index].start + granules)
                    index += 1
                }
            }
            index += 1
        }
        return count + 1
    }

    /// Granules of the next stretch that still fit into the open part; of a stretch with areas, all or none.
    private func room(in open: (granules: UInt64, areas: Int), for index: Int, _ longest: UInt64) -> UInt64 {
        let next = stretches[index]
        if next.areas.isEmpty {
            let most = longest / (granuleWeight + UInt64(open.areas))
            return most > open.granules ? min(next.count, most - open.granules) : 0
        }
        let areas = joinedAreas(open.areas, index)
        return areas <= maxAreas && (open.granules + next.count) * (granuleWeight + UInt64(areas)) <= longest
            ? next.count : 0
    }

    /// Areas of the open part, which has `areas`, and the next stretch together.
    private func joinedAreas(_ areas: Int, _ index: Int) -> Int {
        let (low, high) = (stretches[index - 1], stretches[index])
        let touch = low.areas.last?.end == low.pages.end && high.areas.first?.start == high.pages.start
        return areas + high.areas.count - (touch ? 1 : 0)
    }
}
