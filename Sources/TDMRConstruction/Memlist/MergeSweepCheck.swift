public import PhysicalMemory
public import TDXModule

/// The same answer in one pass over regions and CMRs together: O(regions + CMRs log CMRs).
///
/// The CMRs are sorted and those inside another one are left out, so starts and ends both ascend. A region can then lie inside one of them only if it
/// lies inside the last one that does not start above it: that one reaches farthest.
public struct MergeSweepCheck: ConvertibilityCheck {
    public static var suffix: String { "+cmr-sweep" }
    @usableFromInline let ranges: [PageRange]
    @usableFromInline var next = 0
    /// The last CMR that does not start above the regions asked so far.
    @usableFromInline var current = PageRange(0, 0)
    /// Where the one after it starts; when there is none, a frame at which no region that holds a page can start.
    @usableFromInline var nextStart: PageFrame

    @inlinable public init(cmrs: [CMR]) {
        var ranges: [PageRange] = []
        let ascending = cmrs.listed.map(\.wholePages).filter { !$0.isEmpty }
            .sorted { ($0.start, $1.end) < ($1.start, $0.end) }
        for range in ascending where range.end > ranges.last?.end ?? PageFrame(0) { ranges.append(range) }
        self.ranges = ranges
        nextStart = ranges.first?.start ?? PageFrame(.max)
    }

    @inlinable public mutating func admits(_ pages: PageRange) -> Bool {
        while nextStart <= pages.start { advance() }
        return current.contains(pages)
    }

    @inline(never) @usableFromInline mutating func advance() {
        current = ranges[next]
        next += 1
        nextStart = next < ranges.count ? ranges[next].start : PageFrame(.max)
    }
}
