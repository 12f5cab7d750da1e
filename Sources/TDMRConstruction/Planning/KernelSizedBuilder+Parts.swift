/// 3. Stretches cut into parts for the LPs.
extension KernelSizedBuilder {
    /// Cuts stretches into parts no longer than one LP's share, or a little longer where the array has no room for so many.
    mutating func cut() {
        let total = stretches.reduce(0) { $0 + weight($1) }
        let shares = UInt64(max(1, min(processors, maxTDMRs)))
        var longest = (total + shares - 1) / shares
        if stretches.reduce(0, { $0 + parts($1, longest) }) <= maxTDMRs { return cutEvenly(longest) }
        // Each round a sixty-fourth longer.
        while fill(longest, performing: false) > maxTDMRs { longest += longest / 64 + 1 }
        _ = fill(longest, performing: true)
    }

    /// Parts of a stretch that are each no longer than `longest`, or a granule.
    private func parts(_ stretch: KernelStretch, _ longest: UInt64) -> Int {
        let granules = most(longest, areas: stretch.areas.count)
        return Int((stretch.count + granules - 1) / granules)
    }

    /// Granules of a part with so many areas that is no longer than `longest`, at least one.
    private func most(_ longest: UInt64, areas: Int) -> UInt64 { max(1, longest / (granuleWeight + UInt64(areas))) }

    /// Each stretch by itself, into parts as even as can be.
    private mutating func cutEvenly(_ longest: UInt64) {
        for index in stretches.indices.reversed() {
            let count = UInt64(parts(stretches[index], longest))
            let (even, larger) = stretches[index].count.quotientAndRemainder(dividingBy: count)
            var end = stretches[index].end
            for part in (1..<count).reversed() {
                end -= even + (part < larger ? 1 : 0)
                divide(index, at: end)
            }
        }
    }

    /// Fills parts one after the other up to `longest`, across the borders of stretches that touch and are of one node.
    /// - Returns: how many parts it takes.
    private mutating func fill(_ longest: UInt64, performing: Bool) -> Int {
        var count = 0
        var open: (granules: UInt64, areas: Int) = (0, 0)
        var index = 0
        while index < stretches.count {
            let next = stretches[index]
            var left = next.count
            if index > 0, stretches[index - 1].end == next.start, stretches[index - 1].node == next.node {
                let taken = room(in: open, for: index, longest)
                if taken > 0 {
                    open = (open.granules + taken, next.areas.isEmpty ? open.areas : joinedAreas(open.areas, index))
                    left -= taken
                    if performing {
                        if left > 0 { divide(index, at: next.start + taken) }
                        // Their areas are no more than were counted.
                        try? join(index - 1)
                    }
                    if left == 0 {
                        if !performing { index += 1 }
                        continue
                    }
                }
            }
            if open.granules > 0 { count += 1 }
            let granules = most(longest, areas: next.areas.count)
            let whole = Int((left - 1) / granules)
            count += whole
            open = (left - UInt64(whole) * granules, next.areas.count)
            if performing {
                for _ in 0..<whole {
                    divide(index, at: stretches[index].start + granules)
                    index += 1
                }
            }
            index += 1
        }
        return count + 1
    }

    /// Granules of the next stretch that still fit into the open part: of one with areas all or none.
    func room(in open: (granules: UInt64, areas: Int), for index: Int, _ longest: UInt64) -> UInt64 {
        let next = stretches[index]
        if next.areas.isEmpty {
            let most = longest / (granuleWeight + UInt64(open.areas))
            return most > open.granules ? min(next.count, most - open.granules) : 0
        }
        let areas = joinedAreas(open.areas, index)
        return areas <= maxAreas && (open.granules + next.count) * (granuleWeight + UInt64(areas)) <= longest
            ? next.count : 0
    }

    /// Areas of an open part with so many and the next stretch together.
    private func joinedAreas(_ areas: Int, _ index: Int) -> Int {
        let (low, high) = (stretches[index - 1], stretches[index])
        let touch = low.areas.last?.end == low.pages.end && high.areas.first?.start == high.pages.start
        return areas + high.areas.count - (touch ? 1 : 0)
    }
}
