/// Which memory to withhold so that TDMRs get along with their areas, the TDMRs being given.
///
/// Between two mandatory pieces of a TDMR lies a group of served memory; withholding all of it joins the two and saves one area, withholding less saves
/// nothing, and a group at an end of the TDMR saves nothing either. So the fewest pages are those of the shortest inner groups.
struct MinimalWithholding {
    /// A group of usable memory between two mandatory pieces of one TDMR.
    struct Group: Hashable, Sendable {
        var tdmr: Int
        /// The parts of the group: one, unless it lies on several nodes or around neutral memory.
        var first: PageSpan
        var others: [PageSpan] = []

        var spans: [PageSpan] { [first] + others }
        var pages: Int { others.reduce(first.count) { $0 + $1.count } }
    }

    /// Which groups go first when areas are short.
    enum Order: CaseIterable, Sendable {
        /// The shortest: the least is withheld.
        case shortest
        /// The lowest address, for comparison: what one pass that never looks back would do.
        case lowest
    }

    /// The groups to be closed in each TDMR that needs more than `maxAreas` areas.
    /// - Complexity: O((*r* + *h*) log *r*).
    static func closings(_ terrain: Terrain, extents: [PageSpan], maxAreas: Int, order: Order = .shortest) -> [Group] {
        var closings: [Group] = []
        forEachTDMR(terrain, extents: extents) { areas, groups in
            guard areas > maxAreas else { return }
            let chosen = order == .lowest ? groups : groups.sorted { ($0.pages, $0.first.start) < ($1.pages, $1.first.start) }
            closings.append(contentsOf: chosen.prefix(areas - maxAreas))
        }
        return closings
    }

    /// Calls `body` with each TDMR's areas and inner groups in ascending order.
    static func forEachTDMR(_ terrain: Terrain, extents: [PageSpan], _ body: (Int, [Group]) -> Void) {
        var run = 0
        var hole = 0
        for (index, tdmr) in extents.enumerated() {
            while run < terrain.runs.count, terrain.runs[run].end <= tdmr.start { run += 1 }
            while hole < terrain.holes.count, terrain.holes[hole].end <= tdmr.start { hole += 1 }
            var areas = 0
            var groups: [Group] = []
            var open: Group?
            var isInArea = false
            var r = run
            var h = hole
            while true {
                let runStart = r < terrain.runs.count ? max(terrain.runs[r].start, tdmr.start) : Int.max
                let holeStart = h < terrain.holes.count ? max(terrain.holes[h].start, tdmr.start) : Int.max
                guard min(runStart, holeStart) < tdmr.end else { break }
                if runStart < holeStart {
                    let span = PageSpan(start: runStart, end: min(tdmr.end, terrain.runs[r].end))
                    if open == nil { open = Group(tdmr: index, first: span) } else { open?.others.append(span) }
                    isInArea = false
                    r += 1
                } else {
                    if !isInArea {
                        if areas > 0, let open { groups.append(open) }
                        areas += 1
                    }
                    open = nil
                    isInArea = true
                    h += 1
                }
            }
            body(areas, groups)
        }
    }
}
