import Algorithms
public import PhysicalMemory
public import TDXModule

/// Cuts runs of granules into parts of about equal size, so that LPs that initialise TDMRs in parallel finish at the same time.
public struct EvenSplitCoverage: CoverageStrategy {
    public let name = "even"
    /// TDMRs wanted; the module's limit caps them.
    public var parts: Int

    public init(parts: Int) { self.parts = parts }

    /// - Complexity: O(*m* + *g* log *g* + *g* log *n*) for *g* runs of *n* granules.
    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        let runs = try BridgingCoverage().cover(memlist, limits: limits)
        let granules = runs.map { $0.count / PageFrame.perGranule }
        let most = UInt64(max(1, min(limits.maxTDMRs, max(parts, runs.count))))
        let longest = (1..<max(1, granules.max() ?? 1)).partitioningIndex { longest in
            granules.reduce(0) { $0 + ($1 + longest - 1) / longest } <= most
        }
        return runs.flatMap { GranuleRuns.split($0, granules: longest) }
    }
}
