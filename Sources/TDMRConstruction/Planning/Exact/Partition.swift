/// Ways to cut a window of granules into TDMRs.
struct PartitionList {
    /// All sets of at most `most` disjoint extents inside `window`; nil when there are more than `limit`.
    static func all(window: Range<Int>, most: Int, limit: Int) -> [[DraftPlan.Extent]]? {
        var found: [[DraftPlan.Extent]] = []
        var open: [DraftPlan.Extent] = []
        func extend(from start: Int) -> Bool {
            if open.count == most { return true }
            for first in start..<max(start, window.upperBound) {
                for end in (first + 1)...window.upperBound {
                    open.append(DraftPlan.Extent(start: first, count: end - first))
                    found.append(open)
                    guard found.count <= limit, extend(from: end) else { return false }
                    open.removeLast()
                }
            }
            return true
        }
        guard most > 0, !window.isEmpty else { return [] }
        return extend(from: window.lowerBound) ? found : nil
    }
}

/// The address space under a partition, step by step.
enum PlacementStep {
    case enter(Int)
    case leave(Int)
    /// A hole inside the TDMR.
    case hole
    case piece(Piece)

    /// The part of a run inside one TDMR, or between two.
    struct Piece {
        var span: PageSpan
        /// Index into the problem's nodes.
        var node: Int
        var isCovered: Bool
        /// Whether the run goes on behind the TDMR's border.
        var continues: Bool
    }

    static func steps(_ terrain: Terrain, nodes: [Int], extents: [PageSpan]) -> [PlacementStep] {
        var steps: [PlacementStep] = []
        var run = 0
        var hole = 0
        var position = 0
        func walk(to end: Int, isCovered: Bool) {
            while position < end {
                while run < terrain.runs.count, terrain.runs[run].end <= position { run += 1 }
                while hole < terrain.holes.count, terrain.holes[hole].end <= position { hole += 1 }
                let nextRun = run < terrain.runs.count ? max(position, terrain.runs[run].start) : Int.max
                let nextHole = hole < terrain.holes.count ? max(position, terrain.holes[hole].start) : Int.max
                guard min(nextRun, nextHole) < end else { break }
                if nextHole < nextRun {
                    if isCovered { steps.append(.hole) }
                    position = min(end, terrain.holes[hole].end)
                } else {
                    let stop = min(end, terrain.runs[run].end)
                    steps.append(.piece(Piece(
                        span: PageSpan(start: nextRun, end: stop), node: nodes[run], isCovered: isCovered, continues: stop < terrain.runs[run].end)))
                    position = stop
                }
            }
            position = end
        }
        for (i, extent) in extents.enumerated() {
            walk(to: extent.start, isCovered: false)
            steps.append(.enter(i))
            walk(to: extent.end, isCovered: true)
            steps.append(.leave(i))
        }
        walk(to: Terrain.top, isCovered: false)
        return steps
    }
}
