import PhysicalMemory
import TDXModule

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
