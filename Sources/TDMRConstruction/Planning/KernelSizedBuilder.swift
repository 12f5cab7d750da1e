import PhysicalMemory
import TDXModule

struct KernelSizedBuilder {
    /// What the array of TDMR_INFO in memory has room for.
    private static let mostTDMRs = 64
    private static let mostAreas = 16

    var stretches: [KernelStretch] = []
    private let cmrs: [PageRange]
    let maxTDMRs: Int
    let maxAreas: Int
    let sizes: PAMTSizes
    let granuleWeight: UInt64
    let processors: Int
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

/// 1. The pass over memory and CMRs: stretches of granules with their reserved areas.
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

    /// From the first to the last page of a gap that is not convertible; empty where all of it is.
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

    /// Whether touching CMRs hold all of the region.
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

    /// Adds the part of `range` that lies in the stretch to its areas, one with those that it touches.
    func reserve(_ range: PageRange, _ stretch: inout KernelStretch) throws(ConstructionError) {
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
        // An area is left for tables.
        for index in 1..<stretches.count where areas(joining: index - 1) < maxAreas {
            let penalty = weight(joining: index - 1) - weight(stretches[index - 1]) - weight(stretches[index])
            if best == nil || penalty < best!.penalty { best = (index - 1, penalty) }
        }
        guard let best else { throw .tdmrsExhausted }
        try join(best.index)
    }

    func weight(_ stretch: KernelStretch) -> UInt64 {
        stretch.count * (granuleWeight + UInt64(stretch.areas.count))
    }

    func weight(joining index: Int) -> UInt64 {
        (stretches[index + 1].end - stretches[index].start) * (granuleWeight + UInt64(areas(joining: index)))
    }

    /// Areas of a stretch and the next one together, the granules between them being one area more.
    func areas(joining index: Int) -> Int {
        let (a, b) = (stretches[index], stretches[index + 1])
        let ends = a.areas.last?.end == a.pages.end
        let begins = b.areas.first?.start == b.pages.start
        let count = a.areas.count + b.areas.count
        if a.end == b.start { return count - (ends && begins ? 1 : 0) }
        return count + 1 - (ends ? 1 : 0) - (begins ? 1 : 0)
    }

    /// Makes a stretch and the next one one. The node is that of the larger.
    mutating func join(_ index: Int) throws(ConstructionError) {
        let next = stretches.remove(at: index + 1)
        if next.count > stretches[index].count { stretches[index].node = next.node }
        let gap = PageRange(start: stretches[index].pages.end, end: next.pages.start)
        stretches[index].end = next.end
        try reserve(gap, &stretches[index])
        for area in next.areas { try reserve(area, &stretches[index]) }
    }
}
