/// The slices of the address space that every plan with at most `pages` pages of tables must cover, with the areas that it must have there.
///
/// Lemma: tables of `pages` pages in all cannot fill a longer piece of memory, so some page of such a firm piece is served, and a granule with a firm piece
/// lies in a TDMR. Whatever else tables fill, two pieces that must be reserved share no area when a firm piece lies between them. So a TDMR has at least the
/// areas of its firm slices, and a plan at least those of one TDMR of all firm slices with gaps that need no area.
/// Assumes: nothing is withheld, and a table lies in one run.
/// Proof: an area holds no served page. Pieces on the two sides of a firm piece are on two sides of a served page, if they lie in one TDMR at all. To ignore
/// the pieces that tables could fill can only join groups of reserved pieces, never part them.
/// Tested by: `ProofTests`, with every plan of small machines.
struct FirmSlices {
    /// Slices of the firm granules. In each, memory that tables could fill counts as neutral.
    let slices: [GranuleSlice]

    /// - Parameter pages: the most pages that all tables of a plan have together.
    /// - Complexity: O(*r* + *h* + slices).
    init(_ map: AddressMap, pages: Int) {
        let size = map.granulePages
        var firm = map
        firm.runs = []
        for run in map.runs {
            // Each granule of a run counts by itself, because a TDMR may end at any of them.
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

    /// A lower bound on the areas of all TDMRs together.
    var fewestAreas: Int { slices.reduce(AreaCount.neutral) { $0 + $1.areas }.areas }

    /// A lower bound on the TDMRs that take at most `time` each, whatever gaps they bridge; nil when some granule takes longer: no such plan exists.
    /// - Complexity: O(*n* + *t*).
    func fewestTDMRs(_ problem: PlanningProblem, within time: Int, maxGranules: Int) -> Int? {
        guard !slices.isEmpty else { return 1 }
        return LargestTDMRs(slices: slices, mostGap: .max).extents(
            mostGranules: problem.mostGranules(within: time, maxGranules: maxGranules), most: .max)?.count
    }
}
