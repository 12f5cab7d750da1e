import PhysicalMemory

/// The rules as the module carries them out: every PAMT against every PAMT and every usable part, every part against every CMR.
///
/// - Complexity: O(*t*² *a* + *t* *a* *c*) for *t* TDMRs of *a* areas and *c* CMRs.
public enum PairwiseConfigJudge: ConfigJudge {
    public static let name = "pairwise"

    public static func verdict(on operands: ConfigOperands, entries: some TDMRInfoSource, platform: ConfigPlatform)
        -> ConfigVerdict
    {
        ConfigWalk<PairwisePlaces>.verdict(on: operands, entries: entries, platform: platform)
    }
}

private struct PairwisePlaces: PlaceRules {
    private var tdmrs: AdmittedTDMRs

    init(capacity: Int) { tdmrs = AdmittedTDMRs(capacity: capacity) }

    mutating func admit(_ tdmr: PageRange, pamts: PAMTRanges, areas: ArraySlice<ReservedArea>) throws(ConfigRefusal) {
        tdmrs.append(tdmr, pamts: pamts, areas: areas)
        try tdmrs.checkPAMTsAgainstPAMTs()
        try tdmrs.checkPAMTsAgainstParts()
    }

    func checkConvertible(_ memory: ConvertibleMemory) throws(ConfigRefusal) {
        try tdmrs.checkConvertible { pages in memory.ranges.contains { $0.contains(pages) } }
    }
}
