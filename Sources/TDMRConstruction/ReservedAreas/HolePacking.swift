import PhysicalMemory
import TDXModule

/// The kernel's areas: the holes between kept ranges, then the PAMTs. Works TDMR by TDMR, so that the error names the first one with too many areas.
/// The areas of a TDMR are counted before they are written, so that each list is allocated once.
func packHoles(of kept: some KeptRanges, _ problem: ReservedAreaProblem) throws(ConstructionError)
    -> ReservedAreaPacking
{
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
        areas.append(
            [ReservedArea](unsafeUninitializedCapacity: count) { buffer, written in
                written = holes.write(to: buffer)
                for table in tables {
                    let area = ReservedArea(offset: .pages(table.start - tdmr.start), size: .pages(table.count))
                    insert(area, into: buffer, &written)
                }
            })
    }
    return ReservedAreaPacking(areas: areas)
}

/// Inserts an area behind all that start at or below its start. A linear search suffices: a TDMR holds few tables, most of them at its ends.
private func insert(_ area: ReservedArea, into buffer: UnsafeMutableBufferPointer<ReservedArea>, _ count: inout Int) {
    var place = count
    while place > 0, buffer[place - 1].offset > area.offset { place -= 1 }
    guard let base = buffer.baseAddress else { return }
    (base + place + 1).moveInitialize(from: base + place, count: count - place)
    buffer.initializeElement(at: place, to: area)
    count += 1
}
