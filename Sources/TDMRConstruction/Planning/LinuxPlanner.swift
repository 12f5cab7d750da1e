import PhysicalMemory
import TDXModule

/// Linux's construction with the same result, bit for bit: memlist, cover, PAMTs, reserved areas.
///
/// Source: the kernel's `arch/x86/virt/vmx/tdx/tdx.c`, 6.8 to 7.3-rc7. Every step is one pass instead of the kernel's scan per TDMR.
/// - Complexity: O(regions + TDMRs + areas), besides the page allocator.
public struct LinuxPlanner: Planner {
    /// Which kernel.
    public enum Variant: Sendable {
        /// Linux as it is.
        case plain
        /// With the patch "Reduce TDMR's reserved areas by using CMRs to find memory holes", v8.2. Unknown CMRs are an empty list.
        case cmrPatch
    }

    public let name: String
    let variant: Variant
    let placer: any PAMTPlacer

    /// The kernel as it is, or with the CMR patch; `placer` nil: the kernel's own placement.
    public init(_ variant: Variant, placer: (any PAMTPlacer)? = nil) {
        name = variant == .plain ? "linux" : "linux-cmr"
        self.variant = variant
        self.placer = placer ?? PAMTPlacers.kernelDefault
    }

    public var pamtPlacement: String { placer.name }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        var result = PlanResult(memlist: [], outcome: .failure(.outOfMemory))
        result.outcome = Result { () throws(ConstructionError) in
            result.memlist = try memlist(input)
            let tdmrs = try LinuxCoverage().cover(result.memlist, limits: input.limits)
            if input.limits.maxTDMRs - tdmrs.count < Self.fewTDMRs {
                result.notices.append(.tdmrsReachingLimit(used: tdmrs.count, limit: input.limits.maxTDMRs))
            }
            let requests = Self.requests(tdmrs, memlist: result.memlist, sizes: input.pamtSizes)
            let placements = try placer.place(
                PAMTProblem(tdmrs: tdmrs, requests: requests, memory: input.regions, cmrs: input.cmrs))
            let packing = try packer.pack(
                ReservedAreaProblem(
                    tdmrs: tdmrs, placements: placements, memlist: result.memlist, cmrs: input.cmrs,
                    maxReservedAreas: input.limits.maxReservedAreas))
            return Layout(
                tdmrs: tdmrs.indices.map { index in
                    PlannedTDMR(
                        tdmrs[index], placements[index], areas: packing.areas[index], pamtNode: requests[index].node)
                })
        }
        return result
    }

    /// The kernel warns when fewer unused TDMRs than this are left.
    private static let fewTDMRs = 4

    private func memlist(_ input: ConstructionInput) throws(ConstructionError) -> [MemoryRegion] {
        switch variant {
        case .plain:
            return try ArrayMemlistBuilder().build(input.regions, cmrs: []).entries
        case .cmrPatch:
            let memlist = try ArrayMemlistBuilder(.mergeSweep).build(input.regions, cmrs: input.cmrs ?? []).entries
            // With an empty list of CMRs every region is refused above; without any region, the construction fails here.
            if input.cmrs == nil { throw .cmrsUnknown }
            return memlist
        }
    }

    private var packer: any ReservedAreaPacker {
        switch variant {
        case .plain: MemblockHolePacker()
        case .cmrPatch: CMRHolePacker()
        }
    }

    /// Requests each TDMR's PAMT on the node of the first entry that ends above the TDMR's base, not on the node with most of its memory.
    static func requests(
        _ tdmrs: [PageRange], memlist: [MemoryRegion], sizes: PAMTSizes
    ) -> [PAMTRequest] {
        var requests: [PAMTRequest] = []
        requests.reserveCapacity(tdmrs.count)
        var index = 0
        for tdmr in tdmrs {
            index = memlist.firstIndex(endingAbove: tdmr.start, from: index)
            // Only the TDMR [0, 0) of an empty memlist has no entry.
            let node = index < memlist.count ? memlist[index].node : NodeID(0)
            requests.append(PAMTRequest(tdmr: tdmr, node: node, sizes: sizes))
        }
        return requests
    }
}
