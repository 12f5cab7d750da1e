/// The three PAMT tables of one TDMR.
struct PAMTExtents {
    var page4K: AddressExtent
    var page2M: AddressExtent
    var page1G: AddressExtent

    /// The tables in the order in which the module compares them.
    func forEach(_ body: (PAMTLevel, AddressExtent) throws(ConfigRefusal) -> Void) throws(ConfigRefusal) {
        try body(.page4K, page4K)
        try body(.page2M, page2M)
        try body(.page1G, page1G)
    }
}

/// The TDMRs judged so far, the one under judgement last: ascending and disjoint, as the rules before these made sure.
struct AdmittedTDMRs {
    private struct Admitted {
        var pamts: PAMTExtents
        /// Where its usable parts lie in `parts`.
        var parts: Range<Int>
    }

    private var tdmrs: [Admitted] = []
    /// Usable parts of all TDMRs, ascending and disjoint: what no reserved area covers. None is empty.
    private(set) var parts: [AddressExtent] = []

    init(capacity: Int) {
        tdmrs.reserveCapacity(capacity)
        parts.reserveCapacity(4 * capacity)
    }

    var count: Int { tdmrs.count }

    func pamts(of tdmr: Int) -> PAMTExtents { tdmrs[tdmr].pamts }

    /// The usable parts of one TDMR.
    func parts(of tdmr: Int) -> ArraySlice<AddressExtent> { parts[tdmrs[tdmr].parts] }

    /// Takes a TDMR whose areas were found valid.
    mutating func append(_ extent: AddressExtent, pamts: PAMTExtents, areas: ArraySlice<ReservedArea>) {
        let first = parts.count
        var start = extent.base
        for area in areas where area.size.rawValue != 0 {
            appendPart(AddressExtent(base: start, end: extent.base + area.offset.rawValue))
            start = extent.base + area.offset.rawValue + area.size.rawValue
        }
        appendPart(AddressExtent(base: start, end: extent.end))
        tdmrs.append(Admitted(pamts: pamts, parts: first..<parts.count))
    }

    private mutating func appendPart(_ part: AddressExtent) {
        if !part.isEmpty { parts.append(part) }
    }
}

/// Rules 25 to 29 pair by pair, exactly as the module compares.
extension AdmittedTDMRs {
    /// Rules 25 to 27: the last TDMR's PAMTs against those of each TDMR before it, then against each other.
    func checkPAMTsAgainstPAMTs() throws(ConfigRefusal) {
        let own = count - 1
        for other in 0..<own {
            try pamts(of: own).forEach { (level, table) throws(ConfigRefusal) in
                let tables = pamts(of: other)
                if table.meets(tables.page4K) || table.meets(tables.page2M) || table.meets(tables.page1G) {
                    throw .pamtOverlap(tdmr: own, level, with: other)
                }
            }
        }
        let tables = pamts(of: own)
        if tables.page4K.meets(tables.page2M) || tables.page4K.meets(tables.page1G) { throw .pamtOverlap(tdmr: own, .page4K, with: own) }
        if tables.page2M.meets(tables.page1G) { throw .pamtOverlap(tdmr: own, .page2M, with: own) }
    }

    /// Rules 28 and 29, alternating: the last TDMR's PAMTs against the usable parts of TDMR j, then TDMR j's against those of the last one.
    func checkPAMTsAgainstParts() throws(ConfigRefusal) {
        let own = count - 1
        for other in 0...own {
            try checkPAMTs(of: own, againstPartsOf: other)
            if other < own { try checkPAMTs(of: other, againstPartsOf: own) }
        }
    }

    private func checkPAMTs(of tdmr: Int, againstPartsOf other: Int) throws(ConfigRefusal) {
        let parts = parts(of: other)
        try pamts(of: tdmr).forEach { (level, table) throws(ConfigRefusal) in
            for part in parts where table.meets(part) { throw .pamtOverlap(tdmr: tdmr, level, with: other) }
        }
    }
}

extension AdmittedTDMRs {
    /// Rules 30 and 31 for the last TDMR: its PAMTs 1G, 2M, 4K, then its usable parts, each inside one CMR.
    func checkConvertible(_ isConvertible: (AddressExtent) -> Bool) throws(ConfigRefusal) {
        let own = count - 1
        let tables = pamts(of: own)
        guard isConvertible(tables.page1G) else { throw .pamtOutsideCMRs(tdmr: own, .page1G) }
        guard isConvertible(tables.page2M) else { throw .pamtOutsideCMRs(tdmr: own, .page2M) }
        guard isConvertible(tables.page4K) else { throw .pamtOutsideCMRs(tdmr: own, .page4K) }
        guard parts(of: own).allSatisfy(isConvertible) else { throw .tdmrOutsideCMRs(own) }
    }
}
