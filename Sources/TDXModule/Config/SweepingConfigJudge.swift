/// The same verdict from ordered lists: a TDMR is compared only with what lies at its own addresses. Where something is in the way, the module's own
/// pairs are gone through for that one TDMR, so that the refusal names the same pair.
///
/// - Complexity: O(*n* log *n*) for *n* TDMRs, PAMTs, reserved areas and CMRs together (placing a PAMT below others moves them up, at most three per
///   TDMR); a refusal for overlap adds the pairs of one TDMR.
public enum SweepingConfigJudge: ConfigJudge {
    public static let name = "sweep"

    public static func verdict(on operands: ConfigOperands, entries: some TDMRInfoSource, platform: ConfigPlatform) -> ConfigVerdict {
        ConfigWalk<SweptPlaces>.verdict(on: operands, entries: entries, platform: platform)
    }
}

private struct SweptPlaces: PlaceRules {
    private var tdmrs: AdmittedTDMRs
    /// All PAMTs so far: ascending, disjoint, none empty.
    private var placed: [AddressExtent] = []
    /// An empty PAMT (possible only where the metadata gives its entries no size) can meet others without sharing a byte, which an order cannot
    /// show: from then on only the pairs decide.
    private var hasEmptyPAMT = false

    init(capacity: Int) {
        tdmrs = AdmittedTDMRs(capacity: capacity)
        placed.reserveCapacity(3 * capacity)
    }

    mutating func admit(_ extent: AddressExtent, pamts: PAMTExtents, areas: ArraySlice<ReservedArea>) throws(ConfigRefusal) {
        tdmrs.append(extent, pamts: pamts, areas: areas)
        hasEmptyPAMT = hasEmptyPAMT || pamts.page4K.isEmpty || pamts.page2M.isEmpty || pamts.page1G.isEmpty
        if hasEmptyPAMT || !place(pamts.page4K) || !place(pamts.page2M) || !place(pamts.page1G) { try tdmrs.checkPAMTsAgainstPAMTs() }
        if hasEmptyPAMT || isUsed(pamts) || doesPlacedPAMTMeetLastTDMR(extent) { try tdmrs.checkPAMTsAgainstParts() }
    }

    /// Takes its place in the order; false where another PAMT is in the way.
    private mutating func place(_ table: AddressExtent) -> Bool {
        let index = placed.firstIndex(endingAbove: table.base)
        if index < placed.count && placed[index].base < table.end { return false }
        placed.insert(table, at: index)
        return true
    }

    /// Whether one of the tables meets a usable part of any TDMR.
    private func isUsed(_ tables: PAMTExtents) -> Bool {
        isUsed(tables.page4K) || isUsed(tables.page2M) || isUsed(tables.page1G)
    }

    private func isUsed(_ table: AddressExtent) -> Bool {
        let index = tdmrs.parts.firstIndex(endingAbove: table.base)
        return index < tdmrs.parts.count && tdmrs.parts[index].base < table.end
    }

    /// Whether a PAMT meets a usable part of the last TDMR, `extent`: both ascend, so one walk over what lies at its addresses.
    private func doesPlacedPAMTMeetLastTDMR(_ extent: AddressExtent) -> Bool {
        let parts = tdmrs.parts(of: tdmrs.count - 1)
        var part = parts.startIndex
        var table = placed.firstIndex(endingAbove: extent.base)
        while part < parts.endIndex, table < placed.count, placed[table].base < extent.end {
            if placed[table].meets(parts[part]) { return true }
            if placed[table].end <= parts[part].base { table += 1 } else { part += 1 }
        }
        return false
    }

    func checkConvertible(_ memory: ConvertibleMemory) throws(ConfigRefusal) {
        try tdmrs.checkConvertible { memory.contains($0) }
    }
}
