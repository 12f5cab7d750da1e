public import PhysicalMemory
public import TDXModule

/// One TDMR per run of granules. Where there are more runs than TDMRs, bridges the smallest gaps, which costs PAMT for granules without memory.
public struct BridgingCoverage: CoverageStrategy {
    public let name = "bridge"

    public init() {}

    /// - Complexity: O(*m* + *g* log *g*) for *g* gaps.
    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        let runs = GranuleRuns.make(memlist)
        guard runs.isEmpty || limits.maxTDMRs > 0 else { throw .tdmrsExhausted }
        let excess = runs.count - limits.maxTDMRs
        guard excess > 0 else { return runs }
        let gaps = (1..<runs.count).sorted {
            (runs[$0].start - runs[$0 - 1].end, $0) < (runs[$1].start - runs[$1 - 1].end, $1)
        }
        let bridged = Set(gaps.prefix(excess))
        var tdmrs: [PageRange] = []
        for (i, run) in runs.enumerated() {
            if bridged.contains(i) { tdmrs[tdmrs.count - 1].end = run.end } else { tdmrs.append(run) }
        }
        return tdmrs
    }
}
