import PhysicalMemory
import TDXModule

/// The PAMT runs that lie in each TDMR, clipped to it, in the order of the TDMRs they belong to.
struct PAMTsInTDMRs {
    private let pieces: GroupedRuns

    /// - Parameters:
    ///   - tdmrs: ascending and disjoint.
    /// - Complexity: O(p log t + pieces) for p runs and t TDMRs; O(p) for runs that each lie in their own TDMR or next to the one before.
    init(tdmrs: [PageRange], placements: [PAMTPlacement]) {
        var tagged: [(group: Int, run: PageRange)] = []
        tagged.reserveCapacity(placements.count)
        var index = 0
        for placement in placements {
            placement.forEachRun { run in
                Self.seek(&index, run.start, tdmrs)
                var overlapped = index
                while overlapped < tdmrs.count, tdmrs[overlapped].start < run.end {
                    tagged.append((overlapped, tdmrs[overlapped].intersection(run)))
                    overlapped += 1
                }
            }
        }
        pieces = GroupedRuns(tagged, groups: tdmrs.count)
    }

    subscript(tdmr: Int) -> ArraySlice<PageRange> { pieces[tdmr] }

    /// Moves `index` to the first TDMR whose end lies above `frame`. The place found last, or the one after it, is most often right.
    private static func seek(_ index: inout Int, _ frame: PageFrame, _ tdmrs: [PageRange]) {
        for guess in index..<min(index + 2, tdmrs.count)
        where tdmrs[guess].end > frame && (guess == 0 || tdmrs[guess - 1].end <= frame) {
            index = guess
            return
        }
        var low = 0
        var high = tdmrs.count
        while low < high {
            let middle = (low + high) / 2
            if tdmrs[middle].end > frame { high = middle } else { low = middle + 1 }
        }
        index = low
    }
}
