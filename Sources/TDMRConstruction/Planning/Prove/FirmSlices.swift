/// The slices of the address space that every plan of at most so many pages of tables must cover, with the areas that it must have there.
///
/// Lemma: tables of `pages` pages in all cannot fill a piece of memory longer than that, so some of it is served; a granule with such a piece lies in a TDMR. Whatever else is
/// filled or not, two pieces that must be reserved share no area when a firm piece lies between them. So the areas of a TDMR are at least those of its firm slices, and the areas
/// of a plan at least those of all firm slices in one TDMR over gaps that need none.
/// Proof: an area holds no served page. Pieces on the two sides of a firm piece lie on the two sides of a served page, if in the same TDMR at all. Leaving pieces that tables could
/// fill out of account joins groups and never parts them. Tested by `ProofTests`.
struct FirmSlices {
    /// Slices of the firm granules. In each, memory that tables could fill counts as neutral.
    let slices: [GranuleSlice]

    /// - Parameter pages: what all tables of a plan have at most.
    /// - Complexity: O(*r* + *h* + slices).
    init(_ map: AddressMap, pages: Int) {
        let size = map.granulePages
        var firm = map
        firm.runs = []
        for run in map.runs {
            // A run is looked at granule by granule: a TDMR may end at any of them.
            let first = min(run.end, (run.start / size + 1) * size)
            let last = max(first, run.end / size * size)
            if first - run.start > pages {
                firm.runs.append(AddressMap.Run(start: run.start, end: first, node: run.node))
            }
            if last > first, size > pages { firm.runs.append(AddressMap.Run(start: first, end: last, node: run.node)) }
            if run.end - last > pages { firm.runs.append(AddressMap.Run(start: last, end: run.end, node: run.node)) }
        }
        slices = firm.slices()
    }

    /// The areas of all TDMRs together at least.
    var fewestAreas: Int { slices.reduce(AreaCount.neutral) { $0 + $1.areas }.areas }

    /// The TDMRs that take at most `time` each, at least, whatever gaps they bridge; nil when some granule takes longer: no such plan exists.
    /// - Complexity: O(*n* + *t*).
    func fewestTDMRs(_ problem: PlanningProblem, within time: Int, maxGranules: Int) -> Int? {
        guard !slices.isEmpty else { return 1 }
        return LargestTDMRs(slices: slices, mostGap: .max).extents(
            mostGranules: problem.mostGranules(within: time, maxGranules: maxGranules), most: .max)?.count
    }
}
