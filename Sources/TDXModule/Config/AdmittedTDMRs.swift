import PhysicalMemory

/// The TDMRs judged so far, the one under judgement last: ascending and disjoint, as the preceding rules checked.
///
/// Overlap is tested with `PageRange.overlaps`, the module's own test: an empty table strictly inside another one overlaps it.
struct AdmittedTDMRs {
    private struct Admitted {
        var pamts: PAMTRanges
        /// Where its usable parts lie in `parts`.
        var parts: Range<Int>
    }

    private var tdmrs: [Admitted] = []
    /// Usable parts of all TDMRs, ascending and disjoint: what no reserved area covers. None is empty; those of two TDMRs may touch.
    private(set) var parts: [PageRange] = []

    init(capacity: Int) {
        tdmrs.reserveCapacity(capacity)
        parts.reserveCapacity(4 * capacity)
    }

    var count: Int { tdmrs.count }

    func pamts(of tdmr: Int) -> PAMTRanges { tdmrs[tdmr].pamts }

    /// The usable parts of one TDMR.
    func parts(of tdmr: Int) -> ArraySlice<PageRange> { parts[tdmrs[tdmr].parts] }

    /// Takes a TDMR whose areas were found valid.
    mutating func append(_ tdmr: PageRange, pamts: PAMTRanges, areas: ArraySlice<ReservedArea>) {
        let first = parts.count
        var start = tdmr.start
        for area in areas where area.size.rawValue != 0 {
            let end = tdmr.start + area.offset.pages
            appendPart(PageRange(start: start, end: end))
            start = end + area.size.pages
        }
        appendPart(PageRange(start: start, end: tdmr.end))
        tdmrs.append(Admitted(pamts: pamts, parts: first..<parts.count))
    }

    private mutating func appendPart(_ part: PageRange) {
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
                if table.overlaps(tables.page4K) || table.overlaps(tables.page2M) || table.overlaps(tables.page1G) {
                    throw .pamtOverlap(tdmr: own, level, with: other)
                }
            }
        }
        let tables = pamts(of: own)
        if tables.page4K.overlaps(tables.page2M) || tables.page4K.overlaps(tables.page1G) {
            throw .pamtOverlap(tdmr: own, .page4K, with: own)
        }
        if tables.page2M.overlaps(tables.page1G) { throw .pamtOverlap(tdmr: own, .page2M, with: own) }
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
            for part in parts where table.overlaps(part) { throw .pamtOverlap(tdmr: tdmr, level, with: other) }
        }
    }
}

extension AdmittedTDMRs {
    /// Rules 30 and 31 for the last TDMR: its PAMTs 1G, 2M, 4K, then its usable parts, each inside one CMR.
    func checkConvertible(_ isConvertible: (PageRange) -> Bool) throws(ConfigRefusal) {
        let own = count - 1
        let tables = pamts(of: own)
        guard isConvertible(tables.page1G) else { throw .pamtOutsideCMRs(tdmr: own, .page1G) }
        guard isConvertible(tables.page2M) else { throw .pamtOutsideCMRs(tdmr: own, .page2M) }
        guard isConvertible(tables.page4K) else { throw .pamtOutsideCMRs(tdmr: own, .page4K) }
        guard parts(of: own).allSatisfy(isConvertible) else { throw .tdmrOutsideCMRs(own) }
    }
}
