extension AddressMap {
    /// All granules with usable memory, ascending. Consecutive plain granules of one node form one slice; every other granule is a slice by itself.
    /// - Parameter taken: usable pages given to tables or withheld, which must be reserved: ascending and disjoint.
    /// - Complexity: O(*r* + *h* + *k* + slices).
    func slices(taken: [PageSpan] = []) -> [GranuleSlice] {
        // An upper bound: the part of the buffer that is never written takes no memory.
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
