import PhysicalMemory
import TDXModule
import TestSupport

@testable import TDMRConstruction

/// A machine made around a plan: runs far from its TDMRs that its tables fill to the page.
struct PlantedMachine {
    let input: ConstructionInput
    let problem: PlanningProblem
    let draft: PlanDraft

    init(seed: UInt64) {
        var maker = MachineMaker(seed: seed)
        let sizes = (0..<maker.pick(2...4)).map { _ in maker.one(of: [1, 1, 2, 3, 8, 20]) }
        let maxAreas = maker.pick(1...6)
        let limits = ModuleLimits(maxTDMRs: sizes.count, maxReservedAreas: maxAreas)
        let pamt: PAMTMode = maker.chance(30) ? .dynamic : .static
        let size = Int(PageFrame.perGranule)
        var granule = maker.pick(1...4)
        var regions: [MemoryRegion] = []
        var extents: [GranuleRange] = []
        for count in sizes {
            let extent = GranuleRange(start: granule, count: count)
            extents.append(extent)
            regions += Self.memory(of: extent, holes: maker.pick(0...maxAreas), &maker)
            granule = extent.end + maker.pick(0...3)
        }
        granule += 2
        var tables: [PlacedTable] = []
        let levels = extents.indices.flatMap { owner in PAMTLevel.allCases.map { (owner, $0) } }
        var left = levels.shuffled(using: &maker.random)[...]
        while !left.isEmpty {
            // Some runs lie across the border of two granules.
            let start = granule * size + maker.one(of: [0, -1, size / 3])
            var next = start
            for (owner, level) in left.prefix(maker.pick(1...4)) {
                let pages = Int(limits.pamtSizes(pamt).size(level, granules: UInt64(extents[owner].count)).pages)
                tables.append(
                    PlacedTable(owner: owner, level: level, span: PageSpan(start: next, end: next + pages)))
                next += pages
                left.removeFirst()
            }
            regions.append(MemoryRegion(pages: PageRange(UInt64(start), UInt64(next)), node: NodeID(0)))
            granule = (next - 1) / size + maker.pick(1...3) + 1
        }
        input = ConstructionInput(regions: regions, cmrs: regions.map { CMR($0.pages) }, limits: limits, pamt: pamt)
        problem = PlanningProblem.make(input, processors: 16).problem
        draft = PlanDraft(extents: extents, tables: tables)
    }

    /// The granules without `holes` short holes, which lie one in each equal part.
    private static func memory(of extent: GranuleRange, holes: Int, _ maker: inout MachineMaker) -> [MemoryRegion] {
        let size = PageFrame.perGranule
        var start = UInt64(extent.start) * size
        let end = UInt64(extent.end) * size
        let part = (end - start) / UInt64(holes + 1)
        var regions: [MemoryRegion] = []
        for _ in 0..<holes {
            let hole = start + maker.pick(1...(part / 2))
            regions.append(MemoryRegion(pages: PageRange(start, hole), node: NodeID(0)))
            start = hole + maker.pick(1...(part / 4))
        }
        return regions + [MemoryRegion(pages: PageRange(start, end), node: NodeID(0))]
    }
}
