import PhysicalMemory

struct SweptPlaces: PlaceRules {
    private var tdmrs: AdmittedTDMRs
    /// The pages of all PAMTs so far.
    private var placed = PageRanges()
    /// An empty PAMT (possible only where the metadata gives its entries no size) can overlap others, by the module's test, without sharing a page, which a
    /// set cannot show: once there is one, every check compares pair by pair.
    private var hasEmptyPAMT = false

    init(capacity: Int) {
        tdmrs = AdmittedTDMRs(capacity: capacity)
        placed.reserveCapacity(3 * capacity)
    }

    mutating func admit(_ tdmr: PageRange, pamts: PAMTRanges, areas: ArraySlice<ReservedArea>) throws(ConfigRefusal) {
        tdmrs.append(tdmr, pamts: pamts, areas: areas)
        hasEmptyPAMT = hasEmptyPAMT || pamts.page4K.isEmpty || pamts.page2M.isEmpty || pamts.page1G.isEmpty
        if hasEmptyPAMT || !place(pamts.page4K) || !place(pamts.page2M) || !place(pamts.page1G) {
            try tdmrs.checkPAMTsAgainstPAMTs()
        }
        if hasEmptyPAMT || isUsed(pamts) || isPlacedPAMTInUsablePart(of: tdmr) { try tdmrs.checkPAMTsAgainstParts() }
    }

    /// Adds the table to the pages of all PAMTs; false where it overlaps another one.
    private mutating func place(_ table: PageRange) -> Bool {
        if placed.firstOverlapping(table) != nil { return false }
        placed.insert(table)
        return true
    }

    /// Whether one of the tables meets a usable part of any TDMR.
    private func isUsed(_ tables: PAMTRanges) -> Bool {
        isUsed(tables.page4K) || isUsed(tables.page2M) || isUsed(tables.page1G)
    }

    private func isUsed(_ table: PageRange) -> Bool {
        let index = tdmrs.parts.firstIndex(endingAbove: table.start)
        return index < tdmrs.parts.count && tdmrs.parts[index].start < table.end
    }

    /// Whether a page of a PAMT lies in a usable part of the last TDMR, `tdmr`. Only PAMTs that reach into it are looked at; none lies in a usable part of
    /// another TDMR, or that one would not have been admitted.
    private func isPlacedPAMTInUsablePart(of tdmr: PageRange) -> Bool {
        placed.overlapping(tdmr).contains { isUsed($0) }
    }

    func checkConvertible(_ memory: ConvertibleMemory) throws(ConfigRefusal) {
        try tdmrs.checkConvertible { memory.ranges.covers($0) }
    }
}
