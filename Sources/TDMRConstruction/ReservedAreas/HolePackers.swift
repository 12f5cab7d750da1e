import PhysicalMemory
import TDXModule

/// The kernel's areas: every hole of the memlist inside the TDMR, then every PAMT, one area each, none merged with a neighbour.
/// - Complexity: O(entries + TDMRs + areas) for all TDMRs together.
public struct MemblockHolePacker: ReservedAreaPacker {
    public let name = "memblock-holes"

    public init() {}

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try packHoles(of: KeptEntries(memlist: problem.memlist), problem)
    }
}

/// The areas of the CMR patch: holes are what no CMR holds, whether RAM or not; PAMTs as in the kernel.
/// - Complexity: O(CMRs + TDMRs + areas); O(CMRs x TDMRs) when the CMRs do not ascend.
public struct CMRHolePacker: ReservedAreaPacker {
    public let name = "cmr-holes"

    public init() {}

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try packHoles(of: KeptCMRs(problem.cmrs), problem)
    }
}

/// Holes first, then PAMTs, then sorted by offset: TDMR by TDMR, so that the first one with too many areas is the one that is named.
private func packHoles(of kept: some KeptMemory, _ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
    var scan = HoleScan(kept)
    var pamts = PAMTsInTDMRs(tdmrs: problem.tdmrs, placements: problem.placements)
    var areas: [[ReservedArea]] = []
    areas.reserveCapacity(problem.tdmrs.count)
    var own = TDMRAreas(limit: problem.maxReservedAreas)
    for (index, tdmr) in problem.tdmrs.enumerated() {
        own.begin(tdmr)
        try scan.holes(of: tdmr) { (start, end) throws(ConstructionError) in try own.add(start, end) }
        try pamts.forEachPiece(in: index) { (piece) throws(ConstructionError) in
            try own.add(piece.start.address.rawValue, piece.end.address.rawValue)
        }
        areas.append(own.sorted())
    }
    return ReservedAreaPacking(areas: areas)
}
