/// `LargestTDMRs` as a key: on the same slices, two of them differ in gap, in whether they keep nodes apart and in whether they keep an area.
struct CoverWalk: Hashable {
    let tdmrs: LargestTDMRs

    static func == (a: CoverWalk, b: CoverWalk) -> Bool {
        (a.tdmrs.mostGap, a.tdmrs.keepsNodes, a.tdmrs.keepsArea) == (
            b.tdmrs.mostGap, b.tdmrs.keepsNodes, b.tdmrs.keepsArea
        )
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(tdmrs.mostGap)
        hasher.combine(tdmrs.keepsNodes)
        hasher.combine(tdmrs.keepsArea)
    }

    /// The TDMRs within `time`, and the least time that gives the same TDMRs.
    func coverage(_ problem: PlanningProblem, within time: Int, _ maxGranules: Int) -> (
        time: Int, extents: [GranuleRange]
    )? {
        tdmrs.coverage(
            mostGranules: problem.mostGranules(within: time, maxGranules: maxGranules), most: problem.maxTDMRs
        ).map {
            coverage in
            (
                coverage.used.enumerated().reduce(0) {
                    max($0, problem.initTime(granules: $1.element, areas: $1.offset))
                }, coverage.extents
            )
        }
    }
}
