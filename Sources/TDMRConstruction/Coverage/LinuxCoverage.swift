public import PhysicalMemory
public import TDXModule

/// The kernel's cover: each entry, rounded out to 1 GiB, becomes a TDMR unless the TDMR before it already reaches that far.
///
/// A TDMR is never grown and never merged. The limit is checked only when a further TDMR begins, so the first one is made even with a limit of 0.
/// An empty memlist gives the one TDMR [0, 0).
/// - Complexity: O(n).
public struct LinuxCoverage: CoverageStrategy {
    public let name = "linux"

    public init() {}

    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        var tdmrs: [PageRange] = []
        var current = PageRange(0, 0)
        for entry in memlist {
            if entry.end <= current.end { continue }
            let start = max(entry.start.granuleFloor, current.end)
            if !current.isEmpty {
                tdmrs.append(current)
                if tdmrs.count >= limits.maxTDMRs { throw .tdmrsExhausted }
            }
            current = PageRange(start: start, end: entry.end.granuleCeiling)
        }
        tdmrs.append(current)
        return tdmrs
    }
}
