/// The fewest reserved areas for given TDMRs, PAMTs and withheld memory: what must be covered, with neighbours joined wherever no served page lies between them. One
/// sweep over the address space; convertible memory outside the memlist is covered when it lies between two pieces of one area.
struct AreaSweep {
    /// Surveys all TDMRs of a plan.
    /// - Parameters:
    ///   - extents: the TDMRs in pages, ascending and disjoint.
    ///   - taken: tables and withheld memory, ascending and disjoint, all inside runs.
    /// - Complexity: O(*t* + *r* + *h* + *k*) for *t* TDMRs, *r* runs, *h* ranges that must be reserved, *k* taken pieces.
    static func surveys(_ map: AddressMap, extents: [PageSpan], taken: [PageSpan]) -> [TDMRSurvey] {
        var sweep = AreaSweep(map: map, taken: taken)
        return extents.map { sweep.survey($0) }
    }

    private let map: AddressMap
    private let taken: [PageSpan]
    private var nextRun = 0
    private var nextReserved = 0
    private var nextTaken = 0

    private init(map: AddressMap, taken: [PageSpan]) {
        self.map = map
        self.taken = taken
    }

    private mutating func survey(_ tdmr: PageSpan) -> TDMRSurvey {
        while nextRun < map.runs.count, map.runs[nextRun].end <= tdmr.start { nextRun += 1 }
        while nextReserved < map.mustReserve.count, map.mustReserve[nextReserved].end <= tdmr.start { nextReserved += 1 }
        while nextTaken < taken.count, taken[nextTaken].end <= tdmr.start { nextTaken += 1 }
        var survey = TDMRSurvey()
        var run = nextRun
        var reserved = nextReserved
        var piece = nextTaken
        var isInArea = false
        var position = tdmr.start
        while true {
            let reservedStart = reserved < map.mustReserve.count ? map.mustReserve[reserved].start : Int.max
            let pieceStart = piece < taken.count ? taken[piece].start : Int.max
            let next = min(max(min(reservedStart, pieceStart), tdmr.start), tdmr.end)
            if serve(from: position, to: next, run: &run, in: &survey) { isInArea = false }
            if next >= tdmr.end { return survey }
            if reservedStart < pieceStart {
                position = min(map.mustReserve[reserved].end, tdmr.end)
                reserved += 1
            } else {
                position = min(taken[piece].end, tdmr.end)
                piece += 1
            }
            if isInArea {
                survey.areas[survey.areas.count - 1].end = position
            } else {
                survey.areas.append(PageSpan(start: next, end: position))
                isInArea = true
            }
        }
    }

    /// Counts what is served between two pieces that must be covered.
    /// - Returns: whether anything is.
    private func serve(from position: Int, to next: Int, run: inout Int, in survey: inout TDMRSurvey) -> Bool {
        var isServed = false
        while run < map.runs.count, map.runs[run].start < next {
            let start = max(map.runs[run].start, position)
            let end = min(map.runs[run].end, next)
            if start < end {
                survey.addServed(end - start, node: map.runs[run].node)
                isServed = true
            }
            if map.runs[run].end > next { break }
            run += 1
        }
        return isServed
    }
}
