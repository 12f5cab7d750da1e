import PhysicalMemory
import TDXModule

/// Runs a coverage strategy, a PAMT placer and a packer of reserved areas one after the other. It shows what each idea is worth by itself.
public struct ComposedPlanner: Planner {
    public let name: String
    private let coverage: any CoverageStrategy
    private let placer: any PAMTPlacer
    private let packer: any ReservedAreaPacker

    /// A planner of these three steps; without a `name` it has the name of the coverage.
    public init(
        name: String? = nil, coverage: any CoverageStrategy, placer: any PAMTPlacer, packer: any ReservedAreaPacker
    ) {
        self.name = name ?? coverage.name
        self.coverage = coverage
        self.placer = placer
        self.packer = packer
    }

    public var pamtPlacement: String { placer.name }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        let memlist = input.memlist
        var result = PlanResult(memlist: memlist, outcome: .failure(.outOfMemory))
        result.outcome = Result { () throws(ConstructionError) in
            guard !memlist.isEmpty else { throw .impossible(.noMemory) }
            let (usable, outside) = Self.usable(memlist, input)
            guard !usable.isEmpty else { throw .impossible(.nothingConvertible) }
            let tdmrs = try coverage.cover(usable, limits: input.limits)
            let requests = zip(tdmrs, Self.homes(tdmrs, usable)).map {
                PAMTRequest(tdmr: $0, node: $1, sizes: input.pamtSizes)
            }
            let placements = try placer.place(
                PAMTProblem(tdmrs: tdmrs, requests: requests, memory: usable, cmrs: input.cmrs))
            let problem = ReservedAreaProblem(
                tdmrs: tdmrs, placements: placements, memlist: memlist, cmrs: input.cmrs,
                maxReservedAreas: input.limits.maxReservedAreas)
            let packing = try packer.pack(problem)
            let packed = packing.placements ?? placements
            return Layout(
                tdmrs: tdmrs.indices.map {
                    PlannedTDMR(tdmrs[$0], packed[$0], areas: packing.areas[$0], pamtNode: requests[$0].node)
                },
                withheld: (packing.withheld(problem) + outside).sorted { $0.start < $1.start })
        }
        return result
    }

    /// The memory that can be served, and the part of the memlist that is not convertible.
    private static func usable(_ memlist: [MemoryRegion], _ input: ConstructionInput) -> ([MemoryRegion], [PageRange]) {
        let (map, outside) = AddressMap.make(memlist: memlist, cmrs: input.cmrs, pamt: input.pamtSizes)
        return (map.runs.map { MemoryRegion(pages: PageRange($0.span), node: map.nodes[$0.node]) }, outside)
    }

    /// The node with most of each TDMR's usable pages, the lowest on a tie.
    private static func homes(_ tdmrs: [PageRange], _ usable: [MemoryRegion]) -> [NodeID] {
        var first = 0
        return tdmrs.map { tdmr in
            while first < usable.count, usable[first].end <= tdmr.start { first += 1 }
            var pages: [NodeID: UInt64] = [:]
            var i = first
            while i < usable.count, usable[i].start < tdmr.end {
                pages[usable[i].node, default: 0] += usable[i].pages.intersection(tdmr).count
                i += 1
            }
            return pages.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? NodeID(0)
        }
    }
}
