public import PhysicalMemory
public import TDXModule

/// The kernel's cover with its TDMRs cut at 1 GiB borders, so that all LPs can share the work. A part is no longer than an LP's share, unless that would
/// take more TDMRs than the module allows.
/// - Complexity: O(*n* + *t* log *t*) for *n* entries and *t* TDMRs.
public struct LinuxSplitCoverage: CoverageStrategy {
    public let name = "linux-split"
    private let processors: Int

    /// Linux's TDMRs, cut for `processors` LPs; below 1 counts as 1.
    public init(processors: Int) { self.processors = processors }

    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        let tdmrs = try LinuxCoverage().cover(memlist, limits: limits)
        let granules = tdmrs.map { $0.count / PageFrame.perGranule }
        let total = granules.reduce(0, +)
        var longest = max(1, (total + UInt64(max(1, processors)) - 1) / UInt64(max(1, processors)))
        func parts(_ longest: UInt64) -> Int { granules.reduce(0) { $0 + Int(($1 + longest - 1) / longest) } }
        while longest < total, parts(longest) > limits.maxTDMRs { longest += 1 + longest / 64 }
        guard parts(longest) <= limits.maxTDMRs else { return tdmrs }
        return zip(tdmrs, granules).flatMap { tdmr, count -> [PageRange] in
            let parts = max(1, (count + longest - 1) / longest)
            let (even, larger) = count.quotientAndRemainder(dividingBy: parts)
            var start = tdmr.start
            return (0..<parts).map { part in
                let end = start + (even + (part < larger ? 1 : 0)) * PageFrame.perGranule
                defer { start = end }
                return PageRange(start: start, end: end)
            }
        }
    }
}
