import PhysicalMemory
import TDXModule

/// Linux with one or several of its steps changed. It shows the effect that a patch to the kernel would have.
public struct LinuxVariantPlanner: Planner {
    /// Whether holes are those of the CMRs, with touching CMRs joined, instead of those of the memlist.
    public var usesCMRs: Bool
    /// The number of LPs that TDMRs are cut for; nil: TDMRs are Linux's own.
    public var parts: Int?
    /// Whether tables are placed beside holes, and touching areas joined.
    public var placesBesideHoles: Bool

    public init(usesCMRs: Bool = false, parts: Int? = nil, placesBesideHoles: Bool = false) {
        self.usesCMRs = usesCMRs
        self.parts = parts
        self.placesBesideHoles = placesBesideHoles
    }

    public var name: String { "linux-variant" }
    private var placer: any PAMTPlacer { placesBesideHoles ? BesideHolePlacer() : PAMTPlacers.kernelDefault }
    public var pamtPlacement: String { placer.name }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        var result = PlanResult(memlist: input.memlist, outcome: .failure(.outOfMemory))
        let memlist = result.memlist
        result.outcome = Result { () throws(ConstructionError) in
            let cmrs = Self.joined(input.cmrs ?? memlist.map { CMR($0.pages) })
            if usesCMRs { try Self.check(memlist, cmrs) }
            let coverage: any CoverageStrategy = parts.map { LinuxSplitCoverage(processors: $0) } ?? LinuxCoverage()
            let tdmrs = try coverage.cover(memlist, limits: input.limits)
            let requests = LinuxPlanner.requests(tdmrs, memlist: memlist, sizes: input.pamtSizes)
            // The placer looks for the same holes that areas are made for.
            let placements = try placer.place(
                PAMTProblem(tdmrs: tdmrs, requests: requests, memory: input.regions, cmrs: usesCMRs ? cmrs : nil))
            let packing = try packer.pack(
                ReservedAreaProblem(
                    tdmrs: tdmrs, placements: placements, memlist: memlist, cmrs: cmrs,
                    maxReservedAreas: input.limits.maxReservedAreas))
            return Layout(
                tdmrs: tdmrs.indices.map {
                    PlannedTDMR(tdmrs[$0], placements[$0], areas: packing.areas[$0], pamtNode: requests[$0].node)
                })
        }
        return result
    }

    private var packer: any ReservedAreaPacker {
        let base: any ReservedAreaPacker = usesCMRs ? CMRHolePacker() : MemblockHolePacker()
        return placesBesideHoles ? JoiningPacker(base) : base
    }

    private static func joined(_ cmrs: [CMR]) -> [CMR] {
        var joined: [CMR] = []
        for cmr in cmrs.sorted(by: { $0.base < $1.base }) where !cmr.isUnused {
            if let last = joined.last, last.base + last.size == cmr.base {
                joined[joined.count - 1].size += cmr.size
            } else {
                joined.append(cmr)
            }
        }
        return joined
    }

    /// Refuses memory that is not convertible. Areas made from CMRs cover it, so that the module would accept a layout in which Linux treats it as usable.
    private static func check(_ memlist: [MemoryRegion], _ cmrs: [CMR]) throws(ConstructionError) {
        var next = 0
        for region in memlist {
            while next < cmrs.count, cmrs[next].wholePages.end <= region.start { next += 1 }
            guard next < cmrs.count, cmrs[next].wholePages.contains(region.pages) else { throw .notConvertible(region) }
        }
    }
}
