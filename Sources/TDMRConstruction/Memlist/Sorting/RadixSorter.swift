import PhysicalMemory

/// A radix sort on the bits in which the starts differ.
///
/// A long list is first spread by its highest bits over up to 2^11 buckets (as many as the TLB and the L1 cache can write to at once), one pass over
/// memory; each bucket then lies in the cache and is sorted there by its lower bits, lowest digit first. No comparisons, so the order of the input does not
/// matter. Starts that fall into few buckets cost passes over memory instead of over the cache.
/// - Complexity: O(n) for each 11 bits in which the starts differ; memory for two more lists.
struct RadixSorter: RegionSorter {
    let name = "radix-sort"

    init() {}

    func sorted(_ regions: [MemoryRegion]) -> [MemoryRegion] {
        guard let bounds = Self.boundsOfDisorder(regions) else { return regions }
        let bits = UInt64.bitWidth - (bounds.high - bounds.low).leadingZeroBitCount
        return regions.withUnsafeBufferPointer { regions in
            [MemoryRegion](unsafeUninitializedCapacity: regions.count) { result, count in
                // The regions are out of order, so there are at least two.
                guard let source = regions.baseAddress, let target = result.baseAddress else { return }
                HugePages.advise(UnsafeRawBufferPointer(result))
                var passes = RadixPasses(capacity: regions.count, base: bounds.low)
                passes.sort(source, regions.count, bits: UInt64(bits), into: target)
                passes.end()
                count = regions.count
            }
        }
    }

    /// The lowest and the highest start; nil when the regions are in order.
    private static func boundsOfDisorder(_ regions: [MemoryRegion]) -> (low: UInt64, high: UInt64)? {
        var low = UInt64.max
        var high: UInt64 = 0
        var previous: UInt64 = 0
        var isAscending = true
        for region in regions {
            let start = region.start.rawValue
            isAscending = isAscending && previous <= start
            low = min(low, start)
            high = max(high, start)
            previous = start
        }
        return isAscending ? nil : (low, high)
    }
}
