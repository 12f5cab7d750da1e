import PhysicalMemory

/// The one walk all builders make: order is required, starts are clamped to 1 MiB, what is empty then is dropped, the rest is checked and handed on.
/// Inlined into each builder, so that check and store become part of its loop.
@inlinable @inline(__always)
func walkMemlist<Check: ConvertibilityCheck>(
    _ regions: [MemoryRegion], check: inout Check, from first: Int = 0, append: (MemoryRegion) -> Void
) throws(ConstructionError) {
    var previousEnd = first == 0 ? PageFrame(0) : regions[first - 1].end
    for index in first..<regions.count {
        let region = regions[index]
        var entry = region
        if entry.start < .tdxMinimum { entry.pages.start = .tdxMinimum }
        if entry.pages.isEmpty { continue }
        if region.start < previousEnd { throw .unordered(orderError(in: regions, at: index)) }
        guard check.admits(entry.pages) else { throw .notConvertible(entry) }
        previousEnd = entry.end
        append(entry)
    }
}

/// The error for `regions[index]`, which starts below the end of a region before it: names it and the nearest such region.
@inline(never) @usableFromInline
func orderError(in regions: [MemoryRegion], at index: Int) -> MemlistOrderError {
    let second = regions[index]
    // Empty regions in between are not the ones to name.
    let first = regions[..<index].last { !$0.pages.isEmpty && $0.end > second.start } ?? regions[index]
    return MemlistOrderError(first: first, second: second, index: index)
}
