import PhysicalMemory

/// CMRs put in order.
struct ConvertibleRanges: ConvertibleList {
    let list: PageRanges

    var count: Int { list.count }
    @inline(__always) func span(_ index: Int) -> PageSpan { PageSpan(list[index]) }
}
