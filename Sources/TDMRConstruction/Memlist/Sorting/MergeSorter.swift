import PhysicalMemory

/// A natural merge sort: ascending sequences that the input already has are merged pairwise until one is left.
///
/// Firmware lists a few ascending sequences one after the other; r of them cost log2(r) passes over memory, a single one none. For unordered regions
/// the radix sort is faster: every comparison here is then a branch that is mispredicted half of the time.
/// - Complexity: O(n log r) for r ascending sequences; memory for two more lists.
struct MergeSorter: RegionSorter {
    let name = "merge-sort"

    init() {}

    func sorted(_ regions: [MemoryRegion]) -> [MemoryRegion] {
        var bounds = Self.runs(regions)
        guard bounds.count > 2 else { return regions }
        var sorted = Self.mergedPairs(regions, &bounds)
        guard bounds.count > 2 else { return sorted }
        var spare = Self.mergedPairs(sorted, &bounds)
        swap(&sorted, &spare)
        while bounds.count > 2 {
            spare.withUnsafeMutableBufferPointer { Self.mergePairs(sorted, &bounds, into: $0) }
            swap(&sorted, &spare)
        }
        return sorted
    }

    /// Where the ascending sequences begin, and the end of the last.
    private static func runs(_ regions: [MemoryRegion]) -> [Int] {
        var bounds = [0]
        for index in regions.indices.dropFirst() where regions[index].start < regions[index - 1].start {
            bounds.append(index)
        }
        bounds.append(regions.count)
        return bounds
    }

    /// One pass into new memory.
    private static func mergedPairs(_ source: [MemoryRegion], _ bounds: inout [Int]) -> [MemoryRegion] {
        [MemoryRegion](unsafeUninitializedCapacity: source.count) { target, count in
            HugePages.advise(UnsafeRawBufferPointer(target))
            mergePairs(source, &bounds, into: target)
            count = source.count
        }
    }

    /// Merges sequences 0 and 1, 2 and 3, ...; an odd last one is copied. `bounds` becomes that of the result.
    private static func mergePairs(
        _ source: [MemoryRegion], _ bounds: inout [Int], into target: UnsafeMutableBufferPointer<MemoryRegion>
    ) {
        var merged = [0]
        source.withUnsafeBufferPointer { source in
            for run in stride(from: 0, to: bounds.count - 1, by: 2) {
                let end = bounds[min(run + 2, bounds.count - 1)]
                merge(source, bounds[run]..<bounds[run + 1], bounds[run + 1]..<end, into: target)
                merged.append(end)
            }
        }
        bounds = merged
    }

    /// Merges two neighbouring sequences into the same place of `target`; of equal elements those of the first sequence come first.
    private static func merge(
        _ source: UnsafeBufferPointer<MemoryRegion>, _ low: Range<Int>, _ high: Range<Int>,
        into target: UnsafeMutableBufferPointer<MemoryRegion>
    ) {
        var left = low.lowerBound
        var right = high.lowerBound
        var place = low.lowerBound
        while left < low.upperBound, right < high.upperBound {
            let takesLeft = source[left].start <= source[right].start
            target.initializeElement(at: place, to: source[takesLeft ? left : right])
            left &+= takesLeft ? 1 : 0
            right &+= takesLeft ? 0 : 1
            place &+= 1
        }
        for rest in [left..<low.upperBound, right..<high.upperBound] {
            for index in rest {
                target.initializeElement(at: place, to: source[index])
                place &+= 1
            }
        }
    }
}
