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
    let pamts = PAMTsInTDMRs(tdmrs: problem.tdmrs, placements: problem.placements)
    var areas: [[ReservedArea]] = []
    areas.reserveCapacity(problem.tdmrs.count)
    for (index, tdmr) in problem.tdmrs.enumerated() {
        var own = TDMRAreas(tdmr, limit: problem.maxReservedAreas)
        try scan.holes(of: tdmr) { (start, end) throws(ConstructionError) in try own.add(start, end) }
        for piece in pamts[index] { try own.add(piece.start.address.rawValue, piece.end.address.rawValue) }
        areas.append(own.sorted())
    }
    return ReservedAreaPacking(areas: areas)
}

/// The areas of one TDMR as they are added.
private struct TDMRAreas {
    private let tdmr: PageRange
    private let limit: Int
    private var areas: [ReservedArea] = []

    init(_ tdmr: PageRange, limit: Int) {
        self.tdmr = tdmr
        self.limit = limit
    }

    mutating func add(_ start: UInt64, _ end: UInt64) throws(ConstructionError) {
        guard areas.count < limit else { throw .reservedAreasExhausted(tdmr) }
        areas.append(ReservedArea(offset: ByteCount(start - tdmr.start.address.rawValue), size: ByteCount(end - start)))
    }

    /// By offset; areas with the same offset, which only overlapping PAMTs give, in the order they were added.
    consuming func sorted() -> [ReservedArea] {
        let ascending = areas.indices.dropFirst().allSatisfy { areas[$0 - 1].offset <= areas[$0].offset }
        if !ascending { areas.sort { $0.offset < $1.offset } }
        return areas
    }
}
