import CKernelTDMR
internal import PhysicalMemory
package import TDMRConstruction
package import TDXModule

/// The kernel-sized construction in C, as a planner: timed beside the kernel's shape, and tested for equality with the one in Swift.
package struct KernelSizedCPlanner: Planner {
    package let name = "kernel-sized-c"
    package let pamtPlacement = ContigPageAllocator.name
    package var costs: CostModel
    package var processors: Int

    package init(costs: CostModel = .standard, processors: Int = 2) {
        self.costs = costs
        self.processors = processors
    }

    package func plan(_ input: ConstructionInput) -> PlanResult {
        let memlist = input.memlist
        let regions = memlist.map { ktdmr_region(pages: Self.range($0.pages), node: $0.node.rawValue) }
        let cmrs = (input.cmrs?.map(\.wholePages).filter { !$0.isEmpty } ?? memlist.map(\.pages)).map(Self.range)
        let list = UnsafeMutablePointer<ktdmr_list>.allocate(capacity: 1)
        defer { list.deallocate() }
        let status = regions.withUnsafeBufferPointer { regions in
            cmrs.withUnsafeBufferPointer { cmrs in
                Self.build(machine(input, regions, cmrs), input.regions, into: list)
            }
        }
        let sizes = input.pamtSizes
        let outcome: Result<Layout, ConstructionError> =
            switch status {
            case KTDMR_OK:
                .success(
                    Layout(
                        tdmrs: (0..<Int(list.pointee.count)).map {
                            Self.planned(Self.tdmr($0, of: list).pointee, sizes)
                        }))
            case KTDMR_NO_MEMORY: .failure(.impossible(.noMemory))
            case KTDMR_NOT_CONVERTIBLE: .failure(.impossible(.notAllConvertible(nil)))
            case KTDMR_TDMRS_EXHAUSTED: .failure(.tdmrsExhausted)
            case KTDMR_AREAS_EXHAUSTED: .failure(.reservedAreasExhausted(PageRange(0, 0)))
            default: .failure(.outOfMemory)
            }
        return PlanResult(memlist: memlist, outcome: outcome)
    }

    private func machine(
        _ input: ConstructionInput, _ regions: UnsafeBufferPointer<ktdmr_region>,
        _ cmrs: UnsafeBufferPointer<ktdmr_range>
    ) -> ktdmr_machine {
        let sizes = input.pamtSizes
        var machine = ktdmr_machine()
        machine.regions = regions.baseAddress
        machine.nr_regions = UInt64(regions.count)
        machine.cmrs = cmrs.baseAddress
        machine.nr_cmrs = UInt64(cmrs.count)
        machine.max_tdmrs = UInt32(clamping: input.limits.maxTDMRs)
        machine.max_areas = UInt32(clamping: input.limits.maxReservedAreas)
        machine.table_bytes = (
            sizes.perGranule(.page4K).rawValue, sizes.perGranule(.page2M).rawValue, sizes.perGranule(.page1G).rawValue
        )
        machine.granule_weight = costs.granuleWeight(input.pamt)
        machine.nr_cpus = UInt64(clamping: processors)
        return machine
    }

    /// The C code's callback for a run of pages.
    private final class Allocation {
        var allocator: ContigPageAllocator
        init(_ memory: [MemoryRegion]) { allocator = ContigPageAllocator(memory: memory, smallestRun: .page) }
    }

    private static func build(
        _ machine: ktdmr_machine, _ memory: [MemoryRegion], into list: UnsafeMutablePointer<ktdmr_list>
    ) -> ktdmr_status {
        var machine = machine
        let allocation = Allocation(memory)
        return withExtendedLifetime(allocation) {
            machine.context = Unmanaged.passUnretained(allocation).toOpaque()
            machine.allocate = { context, pages, node in
                guard let context else { return UInt64.max }
                let allocation = Unmanaged<Allocation>.fromOpaque(context).takeUnretainedValue()
                return allocation.allocator.allocate(.pages(pages), node: NodeID(node))?.rawValue ?? UInt64.max
            }
            return ktdmr_build(&machine, list)
        }
    }

    private static func tdmr(_ index: Int, of list: UnsafeMutablePointer<ktdmr_list>) -> UnsafeMutablePointer<ktdmr> {
        UnsafeMutableRawPointer(list).assumingMemoryBound(to: ktdmr.self) + index
    }

    private static func range(_ pages: PageRange) -> ktdmr_range {
        ktdmr_range(start: pages.start.rawValue, end: pages.end.rawValue)
    }

    private static func planned(_ tdmr: ktdmr, _ sizes: PAMTSizes) -> PlannedTDMR {
        let pages = PageRange(tdmr.start * PageFrame.perGranule, tdmr.end * PageFrame.perGranule)
        let node = NodeID(tdmr.node)
        var placement = PAMTPlacement(PAMTRequest(tdmr: pages, node: node, sizes: sizes), at: PageFrame(tdmr.tables))
        placement.table1G.size += .pages(tdmr.spare)
        let areas = withUnsafeBytes(of: tdmr.areas) { bytes in
            bytes.bindMemory(to: ktdmr_range.self).prefix(Int(tdmr.nr_areas)).map {
                ReservedArea(offset: .pages($0.start - pages.start.rawValue), size: .pages($0.end - $0.start))
            }
        }
        return PlannedTDMR(pages, placement, areas: areas, pamtNode: node)
    }
}
