/// The address space under given TDMRs, step by step.
enum PlacementStep {
    case enter(Int)
    case leave(Int)
    /// A piece inside the TDMR that must be reserved.
    case reserved
    case piece(Piece)

    /// The part of a run inside one TDMR, or between two.
    struct Piece {
        var span: PageSpan
        /// The node's number.
        var node: Int
        var isCovered: Bool
        /// Whether the run continues beyond the end of this piece, which is then a TDMR's border.
        var continues: Bool
        var isWholeRun: Bool
    }

    /// - Parameter extents: in pages, ascending and disjoint.
    static func steps(_ map: AddressMap, extents: [PageSpan]) -> [PlacementStep] {
        var walk = Walk(map: map)
        for (i, extent) in extents.enumerated() {
            walk.go(to: extent.start, isCovered: false)
            walk.steps.append(.enter(i))
            walk.go(to: extent.end, isCovered: true)
            walk.steps.append(.leave(i))
        }
        walk.go(to: AddressMap.pageLimit, isCovered: false)
        return walk.steps
    }

    private struct Walk {
        let map: AddressMap
        var steps: [PlacementStep] = []
        private var run = 0
        private var reserved = 0
        private var position = 0

        init(map: AddressMap) { self.map = map }

        mutating func go(to end: Int, isCovered: Bool) {
            while position < end {
                while run < map.runs.count, map.runs[run].end <= position { run += 1 }
                while reserved < map.mustReserve.count, map.mustReserve[reserved].end <= position { reserved += 1 }
                let nextRun = run < map.runs.count ? max(position, map.runs[run].start) : Int.max
                let nextReserved =
                    reserved < map.mustReserve.count ? max(position, map.mustReserve[reserved].start) : Int.max
                guard min(nextRun, nextReserved) < end else { break }
                if nextReserved < nextRun {
                    if isCovered { steps.append(.reserved) }
                    position = min(end, map.mustReserve[reserved].end)
                } else {
                    let stop = min(end, map.runs[run].end)
                    let span = PageSpan(start: nextRun, end: stop)
                    steps.append(
                        .piece(
                            Piece(
                                span: span, node: map.runs[run].node, isCovered: isCovered,
                                continues: stop < map.runs[run].end, isWholeRun: span == map.runs[run].span)))
                    position = stop
                }
            }
            position = end
        }
    }
}
