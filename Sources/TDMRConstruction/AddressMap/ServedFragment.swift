/// Usable memory between two pieces of one TDMR that must be reserved. The two pieces share an area when none of this memory is served.
struct ServedFragment: Hashable, Sendable {
    /// The TDMR, as an index of the given extents.
    var tdmr: Int
    /// The parts of the fragment: several when it lies on several nodes or neutral memory divides it, else one.
    var first: PageSpan
    var others: [PageSpan] = []

    var spans: [PageSpan] { [first] + others }
    var pages: Int { others.reduce(first.count) { $0 + $1.count } }

    /// Calls `body` with the number of each TDMR's areas and its fragments in ascending order. Memory below the first and above the last piece that must be
    /// reserved belongs to no fragment.
    /// - Parameter extents: in pages, ascending and disjoint.
    /// - Complexity: O(*r* + *h* + *t*).
    static func forEachTDMR(_ map: AddressMap, extents: [PageSpan], _ body: (Int, [ServedFragment]) -> Void) {
        var run = 0
        var reserved = 0
        for (index, tdmr) in extents.enumerated() {
            while run < map.runs.count, map.runs[run].end <= tdmr.start { run += 1 }
            while reserved < map.mustReserve.count, map.mustReserve[reserved].end <= tdmr.start { reserved += 1 }
            var areas = 0
            var fragments: [ServedFragment] = []
            var open: ServedFragment?
            var isInArea = false
            var r = run
            var m = reserved
            while true {
                let runStart = r < map.runs.count ? max(map.runs[r].start, tdmr.start) : Int.max
                let reservedStart = m < map.mustReserve.count ? max(map.mustReserve[m].start, tdmr.start) : Int.max
                guard min(runStart, reservedStart) < tdmr.end else { break }
                if runStart < reservedStart {
                    let span = PageSpan(start: runStart, end: min(tdmr.end, map.runs[r].end))
                    if open == nil {
                        open = ServedFragment(tdmr: index, first: span)
                    } else {
                        open?.others.append(span)
                    }
                    isInArea = false
                    r += 1
                } else {
                    if !isInArea {
                        if areas > 0, let open { fragments.append(open) }
                        areas += 1
                    }
                    open = nil
                    isInArea = true
                    m += 1
                }
            }
            body(areas, fragments)
        }
    }
}
