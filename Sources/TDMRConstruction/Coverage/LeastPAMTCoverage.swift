public import PhysicalMemory
public import TDXModule

/// The coverage with the least PAMT among those in which no TDMR has more holes than it may have areas, found by dynamic programming over granules.
///
/// It considers only the memlist: a hole is any address outside it. PAMTs are placed later and may need further areas.
public struct LeastPAMTCoverage: CoverageStrategy {
    public let name = "least-pamt"

    public init() {}

    /// - Complexity: O(*n* * *w* * *t*) for *n* granules with holes, *w* of them in one TDMR and *t* TDMRs.
    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        let map = AddressMap.make(memlist: memlist, cmrs: nil, pamt: limits.pamtSizes()).map
        let slices = map.slices()
        guard !slices.isEmpty else { return [] }
        let program = CoverProgram(
            slices: slices, maxTDMRs: limits.maxTDMRs, maxAreas: limits.maxReservedAreas, maxGranules: .max)
        let extents = program.extents { CoverProgram.Cost(map.pamtPages(granules: $0.granules), 1, $0.areas) }
        guard let extents else {
            let crowded = slices.first { $0.areas.areas > limits.maxReservedAreas }
            guard let crowded else { throw .tdmrsExhausted }
            let start = PageFrame(UInt64(crowded.start) * PageFrame.perGranule)
            throw .reservedAreasExhausted(PageRange(start: start, end: start + PageFrame.perGranule))
        }
        return extents.map { PageRange(map.pages(of: $0)) }
    }
}
