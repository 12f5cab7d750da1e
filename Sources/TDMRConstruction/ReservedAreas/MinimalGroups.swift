/// The fewest reserved areas for given TDMRs, PAMTs and withheld memory: what must be covered, with neighbours joined wherever no served byte lies
/// between them. One sweep over the address space; convertible memory that nobody has is covered when it lies between two pieces of one group.
struct MinimalGroups {
    /// Surveys all TDMRs of a plan.
    /// - Parameters:
    ///   - extents: page extents of the TDMRs, ascending and disjoint.
    ///   - taken: tables and withheld memory, ascending and disjoint, all inside runs.
    /// - Complexity: O(*t* + *r* + *h* + *k*) for *t* TDMRs, *r* runs, *h* holes, *k* taken pieces.
    static func survey(terrain: Terrain, extents: [PageSpan], taken: [PageSpan]) -> [TDMRSurvey] {
        var sweep = MinimalGroups(terrain: terrain, taken: taken)
        return extents.map { sweep.survey($0) }
    }

    private let terrain: Terrain
    private let taken: [PageSpan]
    private var nextRun = 0
    private var nextHole = 0
    private var nextTaken = 0

    private init(terrain: Terrain, taken: [PageSpan]) {
        self.terrain = terrain
        self.taken = taken
    }

    private mutating func survey(_ tdmr: PageSpan) -> TDMRSurvey {
        while nextRun < terrain.runs.count, terrain.runs[nextRun].end <= tdmr.start { nextRun += 1 }
        while nextHole < terrain.holes.count, terrain.holes[nextHole].end <= tdmr.start { nextHole += 1 }
        while nextTaken < taken.count, taken[nextTaken].end <= tdmr.start { nextTaken += 1 }
        var survey = TDMRSurvey()
        var run = nextRun
        var hole = nextHole
        var piece = nextTaken
        var groupIsOpen = false
        var position = tdmr.start
        while true {
            let holeStart = hole < terrain.holes.count ? terrain.holes[hole].start : Int.max
            let pieceStart = piece < taken.count ? taken[piece].start : Int.max
            let mandatory = min(max(min(holeStart, pieceStart), tdmr.start), tdmr.end)
            // Everything of a run between the last mandatory piece and this one is served.
            while run < terrain.runs.count, terrain.runs[run].start < mandatory {
                let start = max(terrain.runs[run].start, position)
                let end = min(terrain.runs[run].end, mandatory)
                if start < end {
                    survey.addServed(end - start, node: terrain.runs[run].node)
                    groupIsOpen = false
                }
                if terrain.runs[run].end > mandatory { break }
                run += 1
            }
            if mandatory >= tdmr.end { break }
            let end: Int
            if holeStart < pieceStart {
                end = min(terrain.holes[hole].end, tdmr.end)
                hole += 1
            } else {
                end = min(taken[piece].end, tdmr.end)
                piece += 1
            }
            if groupIsOpen {
                survey.areas[survey.areas.count - 1].end = end
            } else {
                survey.areas.append(PageSpan(start: mandatory, end: end))
                groupIsOpen = true
            }
            position = end
        }
        return survey
    }
}
