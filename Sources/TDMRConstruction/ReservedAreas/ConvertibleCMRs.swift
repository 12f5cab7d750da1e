import PhysicalMemory
import TDXModule

/// CMRs in module order.
struct ConvertibleCMRs: ConvertibleList {
    let list: [CMR]

    var count: Int { list.count }
    @inline(__always) func span(_ index: Int) -> PageSpan { PageSpan(list[index].wholePages) }

    /// Whether the list can be swept as it is. Not if the CMRs do not ascend, or one is an unused slot, has no whole page or wraps.
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
