public import PhysicalMemory
public import TDXModule

/// The coverage of least PAMT among those in which no TDMR has more holes than areas: exact, by dynamic programming over granules.
///
/// It knows the memlist only: a hole is what the memlist does not have. PAMTs are not placed yet and may still need areas.
public struct FewestAreasCoverage: CoverageStrategy {
    public let name = "exact"

    public init() {}

    /// - Complexity: O(*n* * *w* * *t*) for *n* granules with holes, *w* of them in one TDMR and *t* TDMRs.
    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        let terrain = Terrain.make(memlist: memlist, cmrs: nil).terrain
        let problem = PlanningProblem(
            scale: PlanningScale(limits: limits), terrain: terrain, maxTDMRs: limits.maxTDMRs, maxAreas: limits.maxReservedAreas)
        let cells = GranuleCells.make(problem)
        guard !cells.isEmpty else { return [] }
        let search = CoverageSearch(atoms: cells, maxTDMRs: limits.maxTDMRs, maxAreas: limits.maxReservedAreas, maxGranules: .max)
        let extents = search.extents { CoverageSearch.Cost(a: problem.scale.pamtPages(granules: $0.granules), b: 1, c: $0.areas, d: 0) }
        guard let extents else {
            let crowded = cells.first { $0.summary.groups > limits.maxReservedAreas }
            guard let crowded else { throw .tdmrsExhausted }
            let start = PageFrame(UInt64(crowded.start) * PageFrame.perGranule)
            throw .reservedAreasExhausted(PageRange(start: start, end: start + PageFrame.perGranule))
        }
        return extents.map { PageRange(UInt64($0.start) * PageFrame.perGranule, UInt64($0.end) * PageFrame.perGranule) }
    }
}
