import PhysicalMemory

/// CMRs sorted and joined.
struct ConvertibleRanges: ConvertibleList {
    let list: PageRanges

    var count: Int { list.count }
    @inline(__always) func span(_ index: Int) -> PageSpan { PageSpan(list[index]) }
}
