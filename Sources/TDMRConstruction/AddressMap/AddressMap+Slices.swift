extension AddressMap {
    /// All granules with usable memory, ascending: plain ones of one node that follow each other are one slice, each other granule is a slice.
    /// - Parameter taken: usable pages given to tables or withheld, ascending and disjoint: they must be reserved.
    /// - Complexity: O(*r* + *h* + *k* + slices).
    func slices(taken: [PageSpan] = []) -> [GranuleSlice] {
        // An upper bound: pages that are never written take no memory.
        var walk = SliceWalk(size: granulePages, most: min(granulesSpanned, 3 * (runs.count + taken.count)))
        var reserved = 0
        var piece = 0
        for run in runs {
            var position = run.start
            while position < run.end || position == run.start {
                while reserved < mustReserve.count, mustReserve[reserved].start < position {
                    walk.reserve(mustReserve[reserved])
                    reserved += 1
                }
                while piece < taken.count, taken[piece].end <= position { piece += 1 }
                guard piece < taken.count, taken[piece].start < run.end else {
                    walk.serve(PageSpan(start: position, end: run.end), node: run.node)
                    break
                }
                let stop = max(position, taken[piece].start)
                walk.serve(PageSpan(start: position, end: stop), node: run.node)
                position = min(run.end, taken[piece].end)
                walk.reserve(PageSpan(start: stop, end: position))
            }
        }
        if reserved < mustReserve.count { walk.reserve(mustReserve[reserved]) }
        return walk.finished()
    }
}
