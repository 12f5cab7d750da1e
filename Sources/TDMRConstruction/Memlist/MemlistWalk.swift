import PhysicalMemory

/// The loop of all builders: regions must be in order; starts are clamped to 1 MiB, regions that are then empty are dropped, the rest is checked and appended.
/// Inlined into each builder, so that check and store become part of its loop.
@inline(__always)
func walkMemlist<Check: ConvertibilityCheck>(
    _ regions: [MemoryRegion], check: inout Check, from first: Int = 0, after bottom: PageFrame = PageFrame(0),
    append: (MemoryRegion) -> Void
) throws(ConstructionError) {
    var previousEnd = bottom
    for index in first..<regions.count {
        var entry = regions[index]
        if entry.start < .tdxMinimum { entry.pages.start = .tdxMinimum }
        if entry.pages.isEmpty { continue }
        if regions[index].start < previousEnd { throw .unordered(orderError(in: regions, at: index)) }
        guard check.admits(entry.pages) else { throw .notConvertible(entry) }
        previousEnd = entry.end
        append(entry)
    }
}

/// The fast path of the walk, for regions that become entries unchanged. Returns how many of `regions`, from the first on, are in order, not empty and admitted;
/// `take` gets each of them with its index. Costs two loads and one well predicted branch a region.
@inline(__always)
func intactRegions<Check: ConvertibilityCheck>(
    _ regions: Slice<UnsafeBufferPointer<MemoryRegion>>, after bottom: PageFrame, check: inout Check,
    take: (Int, MemoryRegion) -> Void
) -> Int {
    // Indices from 0 on: those of the slice would cost a check of its bounds a region.
    let regions = UnsafeBufferPointer(rebasing: regions)
    var previousEnd = bottom
    var index = 0
    while index < regions.count {
        let region = regions[index]
        // One branch for both: `||` would make two.
        let isOutOfPlace = (region.start < previousEnd ? 1 : 0) | (region.end <= region.start ? 1 : 0)
        guard isOutOfPlace == 0, check.admits(region.pages) else { break }
        previousEnd = region.end
        take(index, region)
        index &+= 1
    }
    return index
}

/// The error for `regions[index]`, which starts below the end of a region before it: names it and the nearest such region.
@inline(never)
func orderError(in regions: [MemoryRegion], at index: Int) -> MemlistOrderError {
    let second = regions[index]
    // Empty regions in between are not named.
    let first = regions[..<index].last { !$0.pages.isEmpty && $0.end > second.start } ?? regions[index]
    return MemlistOrderError(first: first, second: second, index: index)
}
