public import PhysicalMemory
public import TDXModule

/// The kernel's cover: each entry, rounded out to 1 GiB, becomes a TDMR unless the TDMR before it already reaches that far.
///
/// A TDMR is never grown and never merged. The limit is checked only when a further TDMR begins, so the first one is made even with a limit of 0.
/// An empty memlist gives the one TDMR [0, 0).
/// - Complexity: O(*t* log(*n* / *t*)) for *n* entries and *t* TDMRs: of the entries inside a TDMR only those are read that the search for its last one meets.
public struct LinuxCoverage: CoverageStrategy {
    public let name = "linux"

    public init() {}

    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        var tdmrs: [PageRange] = []
        var current = PageRange(0, 0)
        var index = memlist.firstIndex(endingAbove: current.end, from: 0)
        while index < memlist.count {
            let entry = memlist[index]
            let start = max(entry.start.granuleFloor, current.end)
            if !current.isEmpty {
                tdmrs.append(current)
                if tdmrs.count >= limits.maxTDMRs { throw .tdmrsExhausted }
            }
            current = PageRange(start: start, end: entry.end.granuleCeiling)
            index = memlist.firstIndex(endingAbove: current.end, from: index + 1)
        }
        tdmrs.append(current)
        return tdmrs
    }
}
