import Algorithms
public import PhysicalMemory
public import TDXModule

/// One TDMR per run of granules, bridged where there are too many runs. Granules with several holes then become TDMRs of their own, those with the most
/// holes first, as long as TDMRs are left. So holes slow the initialisation of one GiB instead of a whole node, and each such granule has all areas for itself.
public struct IsolatingCoverage: CoverageStrategy {
    public let name = "isolate"

    public init() {}

    /// - Complexity: O(*m* log *m* + *m* *t*) for *t* TDMRs.
    public func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange] {
        var tdmrs = try BridgingCoverage().cover(memlist, limits: limits)
        for granule in Self.crowded(memlist) {
            guard let i = tdmrs.firstIndex(where: { $0.contains(granule) }) else { continue }
            let end = granule + PageFrame.perGranule
            let parts = [
                PageRange(start: tdmrs[i].start, end: granule), PageRange(start: granule, end: end),
                PageRange(start: end, end: tdmrs[i].end),
            ].filter { !$0.isEmpty }
            guard tdmrs.count - 1 + parts.count <= limits.maxTDMRs else { break }
            tdmrs.replaceSubrange(i...i, with: parts)
        }
        return tdmrs
    }

    /// Granules in which more than one hole starts or ends, those with the most first.
    private static func crowded(_ memlist: [MemoryRegion]) -> [PageFrame] {
        var holes: [PageFrame: Int] = [:]
        for (region, next) in memlist.adjacentPairs() where region.end < next.start {
            holes[region.end.granuleFloor, default: 0] += 1
            if next.start.granuleFloor != region.end.granuleFloor, next.start != next.start.granuleFloor {
                holes[next.start.granuleFloor, default: 0] += 1
            }
        }
        return holes.filter { $0.value > 1 }.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    }
}
