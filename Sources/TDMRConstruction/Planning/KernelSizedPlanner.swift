import PhysicalMemory
public import TDXModule

/// A construction that a kernel could carry: one pass over memory and CMRs, no allocation beyond the TDMR array, no search.
///
/// 1. The pass makes stretches of granules that hold memory; a granule with reserved areas stays apart from those without, so that few pages are charged for areas. When the array
///    is full, the two neighbours that cost least together become one.
/// 2. The tables of each node are one run of the kernel's page allocator. The granules it lies in become stretches of their own.
/// 3. Stretches are cut into parts no longer than an LP's share, or a little longer where the array is too small for that.
///
/// Reserved areas are the parts of gaps between memory regions that are not convertible: at most one for each gap. `CKernelTDMR` is the same in C.
/// - Complexity: O(*m* + *c* + *t*^2) for *m* regions, *c* CMRs and *t* TDMRs at most, besides the page allocator.
public struct KernelSizedPlanner: Planner {
    public let name = "kernel-sized"
    public let pamtPlacement = ContigPageAllocator.name
    public var costs: CostModel
    public var processors: Int

    public init(costs: CostModel = .standard, processors: Int = 2) {
        self.costs = costs
        self.processors = processors
    }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        let memlist = AddressMap.memlist(input.regions)
        var result = PlanResult(memlist: memlist, outcome: .failure(.outOfMemory))
        result.outcome = Result { () throws(ConstructionError) in
            var allocator = ContigPageAllocator(memory: input.regions, smallestRun: 1)
            var builder = KernelSizedBuilder(
                cmrs: input.cmrs?.map(\.wholePages).filter { !$0.isEmpty } ?? memlist.map(\.pages),
                limits: input.limits, sizes: input.pamtSizes,
                granuleWeight: costs.granuleWeight(input.pamt), processors: processors)
            try builder.sweep(memlist)
            try builder.allocateByNode { pages, node in allocator.allocate(pages: pages, node: node) }
            builder.cut()
            try builder.placeTables { pages, node in allocator.allocate(pages: pages, node: node) }
            return Layout(tdmrs: builder.stretches.map { builder.planned($0) })
        }
        return result
    }
}

extension CostModel {
    /// What a granule costs to initialise without areas, in the cost of one area: 22 with static PAMT.
    public func granuleWeight(_ pamt: PAMTMode) -> UInt64 {
        let area = (initCall(areas: 1, pamt: pamt) - initCall(areas: 0, pamt: pamt)).rawValue
        return max(1, initCall(areas: 0, pamt: pamt).rawValue / max(1, area))
    }
}
