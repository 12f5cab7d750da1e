import PhysicalMemory
import TDXModule

/// The kernel's construction as the kernel writes it: with a linked list of entries that is walked from its head for every TDMR.
///
/// It is the oracle of `LinuxPlanner` from end to end and the reference in measurements. It is not a strategy of `tdmr plan`, because its answers are the same.
/// - Complexity: O(TDMRs x (entries + TDMRs)), besides the page allocator.
package struct LinuxLiteralPlanner: Planner {
    private let kernel: LinuxPlanner

    /// The kernel as it is, or with the CMR patch; `placer` nil: the kernel's own placement.
    package init(_ variant: LinuxPlanner.Variant, placer: (any PAMTPlacer)? = nil) {
        kernel = LinuxPlanner(variant, placer: placer)
    }

    package var name: String { kernel.name + "-literal" }

    package var pamtPlacement: String { kernel.pamtPlacement }

    package func plan(_ input: ConstructionInput) -> PlanResult {
        var result = PlanResult(memlist: [], outcome: .failure(.outOfMemory))
        result.outcome = Result { () throws(ConstructionError) in
            let list = try build(input)
            result.memlist = list.entries
            let tdmrs = try cover(list, maxTDMRs: input.limits.maxTDMRs, notices: &result.notices)
            let requests = tdmrs.map { PAMTRequest(tdmr: $0, node: node(of: $0, list), sizes: input.pamtSizes) }
            let placements = try kernel.placer.place(
                PAMTProblem(tdmrs: tdmrs, requests: requests, memory: input.regions, cmrs: input.cmrs))
            let areas = try reserve(tdmrs, placements, list, input)
            return Layout(
                tdmrs: tdmrs.indices.map {
                    PlannedTDMR(tdmrs[$0], placements[$0], areas: areas[$0], pamtNode: requests[$0].node)
                })
        }
        return result
    }

    private func build(_ input: ConstructionInput) throws(ConstructionError) -> LinkedMemlist {
        switch kernel.variant {
        case .plain:
            return try LinkedMemlistBuilder().build(input.regions, cmrs: [])
        case .cmrPatch:
            let list = try LinkedMemlistBuilder(.nestedScan).build(input.regions, cmrs: input.cmrs ?? [])
            if input.cmrs == nil { throw .cmrsUnknown }
            return list
        }
    }

    private func cover(_ list: LinkedMemlist, maxTDMRs: Int, notices: inout [PlanNotice]) throws(ConstructionError)
        -> [PageRange]
    {
        var tdmrs = [PageRange(0, 0)]
        var slot = 0
        for entry in list {
            var start = entry.start.granuleFloor
            let end = entry.end.granuleCeiling
            if !tdmrs[slot].isEmpty {
                if end <= tdmrs[slot].end { continue }
                start = max(start, tdmrs[slot].end)
                slot += 1
                if slot >= maxTDMRs { throw .tdmrsExhausted }
                tdmrs.append(PageRange(0, 0))
            }
            tdmrs[slot] = PageRange(start: start, end: end)
        }
        if maxTDMRs - tdmrs.count < 4 { notices.append(.tdmrsReachingLimit(used: tdmrs.count, limit: maxTDMRs)) }
        return tdmrs
    }

    private func node(of tdmr: PageRange, _ list: LinkedMemlist) -> NodeID {
        for entry in list where entry.end > tdmr.start { return entry.node }
        return NodeID(0)
    }

    private func reserve(
        _ tdmrs: [PageRange], _ placements: [PAMTPlacement], _ list: LinkedMemlist, _ input: ConstructionInput
    ) throws(ConstructionError) -> [[ReservedArea]] {
        let problem = ReservedAreaProblem(
            tdmrs: tdmrs, placements: placements, memlist: [], cmrs: input.cmrs,
            maxReservedAreas: input.limits.maxReservedAreas)
        switch kernel.variant {
        case .plain:
            return try NestedScanPacker.pack(problem, kept: list.lazy.map(NestedScanPacker.ByteRange.init)).areas
        case .cmrPatch: return try NestedScanPacker(.cmrs).pack(problem).areas
        }
    }
}
