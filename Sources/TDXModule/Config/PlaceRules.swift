import PhysicalMemory

/// How a judge answers the rules that compare a TDMR with the ones before it and with the CMRs.
protocol PlaceRules {
    init(capacity: Int)
    /// Checks rules 25 to 29 for a TDMR that passed the earlier rules, and keeps it so that later ones are compared with it.
    mutating func admit(_ tdmr: PageRange, pamts: PAMTRanges, areas: ArraySlice<ReservedArea>) throws(ConfigRefusal)
    /// Rules 30 and 31 for the TDMR admitted last.
    func checkConvertible(_ memory: ConvertibleMemory) throws(ConfigRefusal)
}
