import PhysicalMemory
import TDXModule

/// Convertible memory as a sweep reads it: ascending, not overlapping ranges of pages, some of which may be empty or touch.
protocol ConvertibleList {
    var count: Int { get }
    func span(_ index: Int) -> PageSpan
}

/// The memlist's own regions, where CMRs are unknown.
struct ConvertibleEntries: ConvertibleList {
    let list: [MemoryRegion]

    var count: Int { list.count }
    @inline(__always) func span(_ index: Int) -> PageSpan { PageSpan(list[index].pages) }
}

/// CMRs in module order.
struct ConvertibleCMRs: ConvertibleList {
    let list: [CMR]

    var count: Int { list.count }
    @inline(__always) func span(_ index: Int) -> PageSpan { PageSpan(list[index].wholePages) }

    /// Whether they can be swept as they are: unused slots, CMRs without a whole page and any that wrap are sorted out first.
    var ascends: Bool {
        var end = PageFrame(0)
        for cmr in list {
            let pages = cmr.wholePages
            guard end <= pages.start, pages.start < pages.end else { return false }
            end = pages.end
        }
        return true
    }
}

/// CMRs put in order.
struct ConvertibleRanges: ConvertibleList {
    let list: PageRanges

    var count: Int { list.count }
    @inline(__always) func span(_ index: Int) -> PageSpan { PageSpan(list[index]) }
}
