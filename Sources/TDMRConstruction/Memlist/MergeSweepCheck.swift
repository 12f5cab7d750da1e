import PhysicalMemory
import TDXModule

/// The same answer in one pass over regions and CMRs together: O(regions + CMRs log CMRs).
///
/// The CMRs are sorted and those inside another one are left out, so starts and ends both ascend. A region then lies inside one of them only if it
/// lies inside the last one that does not start above it, which reaches farthest.
struct MergeSweepCheck: ConvertibilityCheck {
    private let ranges: [PageRange]
    private var next = 0
    /// The last CMR that does not start above the regions asked so far.
    private var current = PageRange(0, 0)
    /// Where the one after it starts; when there is none, a frame at which no region that holds a page can start.
    private var nextStart: PageFrame

    init(cmrs: [CMR]) {
        ranges = Self.reaching(cmrs)
        nextStart = ranges.first?.start ?? PageFrame(.max)
    }

    @inline(__always) mutating func admits(_ pages: PageRange) -> Bool {
        if nextStart <= pages.start { advance(to: pages.start) }
        return current.contains(pages)
    }

    /// Called once per CMR, not once per region.
    @inline(never) private mutating func advance(to start: PageFrame) {
        while nextStart <= start {
            current = ranges[next]
            next += 1
            nextStart = next < ranges.count ? ranges[next].start : PageFrame(.max)
        }
    }

    /// The CMRs in ascending order of both start and end.
    private static func reaching(_ cmrs: [CMR]) -> [PageRange] {
        var ranges: [PageRange] = []
        ranges.reserveCapacity(cmrs.count)
        var ascending = true
        for cmr in cmrs {
            if cmr.isUnused { break }
            let range = cmr.wholePages
            if range.isEmpty { continue }
            if let last = ranges.last, range.start <= last.start || range.end <= last.end { ascending = false }
            ranges.append(range)
        }
        if ascending { return ranges }
        ranges.sort { ($0.start, $1.end) < ($1.start, $0.end) }
        var farthest = PageFrame(0)
        ranges.removeAll { range in
            defer { farthest = max(farthest, range.end) }
            return range.end <= farthest
        }
        return ranges
    }
}
