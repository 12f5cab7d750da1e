import PhysicalMemory
import TDXModule

/// CMRs in module order.
struct ConvertibleCMRs: ConvertibleList {
    let list: [CMR]

    var count: Int { list.count }
    @inline(__always) func span(_ index: Int) -> PageSpan { PageSpan(list[index].wholePages) }

    /// Whether the list can be swept as it is. Not if the CMRs do not ascend, or one is an unused slot, has no whole page or wraps.
    var ascends: Bool { ascendsInPages || ascendsWithin }

    /// The same of CMRs that begin and end at pages, as firmware makes them: without a branch a CMR.
    private var ascendsInPages: Bool {
        list.withUnsafeBufferPointer { list in
            var (end, faults) = (0 as UInt64, 0)
            for cmr in list {
                let (start, size) = (cmr.base.rawValue, cmr.size.rawValue)
                faults |= (start < end || start &+ size <= start ? 1 : 0)
                faults |= Int(truncatingIfNeeded: (start | size) & (ByteCount.page.rawValue - 1))
                end = start &+ size
            }
            return faults == 0
        }
    }

    private var ascendsWithin: Bool {
        var end = PageFrame(0)
        for cmr in list {
            let pages = cmr.wholePages
            guard end <= pages.start, pages.start < pages.end else { return false }
            end = pages.end
        }
        return true
    }
}
