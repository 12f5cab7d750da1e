public import PhysicalMemory
public import TDXModule

/// One TDMR per run of granules without a gap, across regions and nodes: the fewest TDMRs that bridge no gap.
public struct RunCoverage: CoverageStrategy {
    public let name = "runs"

    public init() {}

    /// - Complexity: O(*m*).
    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        let runs = GranuleRuns.make(memlist)
        guard runs.count <= limits.maxTDMRs else { throw .tdmrsExhausted }
        return runs
    }
}
