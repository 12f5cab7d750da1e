import PhysicalMemory
import TDXModule

extension ReservedAreaProblem {
    /// Areas with the separators that `choice` keeps.
    ///
    /// Separators lie between the pieces of a TDMR that must be reserved. The areas cover all pieces; each separator is either covered or kept. With *k* kept
    /// separators there are *k* + 1 areas, and covering only a part of a separator saves no area. So at most R areas means at most R - 1 kept separators.
    /// - Complexity: O(*m* + *c* + *t* log *t*) and the choice, for *m* regions, *c* CMRs and *t* TDMRs; CMRs that do not ascend are sorted first.
    func pack(choosing choice: some SeparatorChoice) throws(ConstructionError) -> ReservedAreaPacking {
        guard let cmrs else { return try pack(convertible: ConvertibleEntries(list: memlist), choice) }
        let whole = ConvertibleCMRs(list: cmrs)
        if whole.ascends { return try pack(convertible: whole, choice) }
        return try pack(convertible: ConvertibleRanges(list: PageRanges(cmrs.lazy.map(\.wholePages))), choice)
    }

    private func pack<Choice: SeparatorChoice>(
        convertible: some ConvertibleList, _ initial: Choice
    ) throws(ConstructionError) -> ReservedAreaPacking {
        var choice = initial
        var sweep = SeparatorSweep(memlist: memlist, convertible: convertible)
        var pamts = PAMTsInTDMRs(tdmrs: tdmrs, placements: placements)
        var areas: [[ReservedArea]] = []
        areas.reserveCapacity(tdmrs.count)
        var givenUp = 0
        let most = max(0, maxReservedAreas - 1)
        var tables: [PageSpan] = []
        for (index, tdmr) in tdmrs.enumerated() {
            tables.removeAll(keepingCapacity: true)
            pamts.forEachPiece(in: index) { tables.append(PageSpan($0)) }
            if tables.count > 1 { tables.sort { $0.start < $1.start } }
            choice.begin(keeping: most)
            guard let swept = sweep.separators(of: PageSpan(tdmr), tables: tables, into: &choice) else {
                areas.append([])
                continue
            }
            let kept = choice.kept()
            guard kept.count <= most, maxReservedAreas > 0 else { throw .reservedAreasExhausted(tdmr) }
            givenUp += swept.pages - kept.reduce(0) { $0 + $1.pages }
            areas.append(Self.areas(swept.bounds, parted: kept, base: Int(tdmr.start.rawValue)))
        }
        return ReservedAreaPacking(areas: areas, givenUp: .pages(UInt64(givenUp)))
    }

    private static func areas(_ bounds: PageSpan, parted separators: [Separator], base: Int) -> [ReservedArea] {
        [ReservedArea](unsafeUninitializedCapacity: separators.count + 1) { buffer, count in
            var start = bounds.start
            func add(_ end: Int) {
                buffer.initializeElement(
                    at: count, to: ReservedArea(offset: .pages(UInt64(start - base)), size: .pages(UInt64(end - start)))
                )
                count += 1
            }
            for separator in separators {
                add(separator.start)
                start = separator.end
            }
            add(bounds.end)
        }
    }
}
