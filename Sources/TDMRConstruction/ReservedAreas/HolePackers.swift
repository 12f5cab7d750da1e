import PhysicalMemory
import TDXModule

/// The kernel's areas: every hole of the memlist inside the TDMR, then every PAMT, one area each, none merged with a neighbour.
/// - Complexity: O(entries + TDMRs + areas) for all TDMRs together.
public struct MemblockHolePacker: ReservedAreaPacker {
    public let name = "memblock-holes"
    public let promise = PackingPromise.linux(.memlist)

    public init() {}

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try packHoles(of: KeptEntries(memlist: problem.memlist), problem)
    }
}

/// The areas of the CMR patch: holes are what no CMR holds, whether RAM or not; PAMTs as in the kernel.
/// - Complexity: O(CMRs + TDMRs + areas); O(CMRs x TDMRs) when the CMRs do not ascend, because the answer then depends on the order of the walk.
public struct CMRHolePacker: ReservedAreaPacker {
    public let name = "cmr-holes"
    public let promise = PackingPromise.linux(.cmrs)

    public init() {}

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        let kept = KeptCMRs(problem.cmrs)
        return kept.isAscending ? try packHoles(of: kept, problem) : try NestedScanPacker(.cmrs).pack(problem)
    }
}

/// TDMR by TDMR, so that the first one with too many areas is the one that is named. Areas are counted before any is written: each list has its own size at once.
private func packHoles(of kept: some KeptMemory, _ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
    var holes = HoleSweep(kept)
    var pamts = PAMTsInTDMRs(tdmrs: problem.tdmrs, placements: problem.placements)
    var areas: [[ReservedArea]] = []
    areas.reserveCapacity(problem.tdmrs.count)
    var tables: [PageRange] = []
    for (index, tdmr) in problem.tdmrs.enumerated() {
        tables.removeAll(keepingCapacity: true)
        pamts.forEachPiece(in: index) { tables.append($0) }
        let count = holes.seek(tdmr) + tables.count
        guard count <= problem.maxReservedAreas else { throw .reservedAreasExhausted(tdmr) }
        areas.append([ReservedArea](unsafeUninitializedCapacity: count) { buffer, written in
            written = holes.write(to: buffer)
            for table in tables {
                let area = ReservedArea(offset: .pages(table.start - tdmr.start), size: .pages(table.count))
                insert(area, into: buffer, &written)
            }
        })
    }
    return ReservedAreaPacking(areas: areas)
}

/// Puts an area behind all that start at or below it: few tables lie in a TDMR, and most of them low or high.
private func insert(_ area: ReservedArea, into buffer: UnsafeMutableBufferPointer<ReservedArea>, _ count: inout Int) {
    var place = count
    while place > 0, buffer[place - 1].offset > area.offset { place -= 1 }
    guard let base = buffer.baseAddress else { return }
    (base + place + 1).moveInitialize(from: base + place, count: count - place)
    buffer.initializeElement(at: place, to: area)
    count += 1
}
