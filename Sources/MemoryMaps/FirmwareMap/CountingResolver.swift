import PhysicalMemory

/// Counts the open entries of each type from the lowest border upwards: the set of open types is one word, and its highest bit is the type that wins.
///
/// Sorted and disjoint entries, as most firmware hands them over, are read once and joined where they touch. All others cost a radix sort of their borders and
/// a sweep with the same steps for all inputs, so that no branch depends on the data.
/// - Complexity: O(*n*), for unordered entries O(*n*) for each 11 bits in which the borders differ. Maps that reach beyond 2^56, or name more than six types of 57 and
///   above, go to `SweepResolver`.
public enum CountingResolver: OverlapResolver {
    public static let name = "counting"

    public static func resolve(_ ranges: [FirmwareRange]) -> [FirmwareRange] {
        if isInOrder(ranges) { return joined(ranges) }
        guard let ranks = TypeRanks(ranges) else { return SweepResolver.resolve(ranges) }
        var borders = RankedBorders(of: ranges, ranks)
        borders.sort()
        var resolved = borders.swept(keepingBordersOf: ranks.keepBorders)
        ranks.restoreTypes(of: &resolved)
        return resolved
    }

    /// Whether each range lies above the one before.
    private static func isInOrder(_ ranges: [FirmwareRange]) -> Bool {
        ranges.withUnsafeBufferPointer { ranges in
            for index in ranges.indices.dropFirst() where ranges[index].first <= ranges[index - 1].last { return false }
            return true
        }
    }

    /// Joins touching ranges of one type. Which ranges touch is unpredictable, so the index to write to depends on it instead of a branch.
    private static func joined(_ ranges: [FirmwareRange]) -> [FirmwareRange] {
        [FirmwareRange](unsafeUninitializedCapacity: ranges.count) { joined, count in
            guard var previous = ranges.first, let target = joined.baseAddress else { return }
            target.initialize(to: previous)
            var at = 0
            ranges.withUnsafeBufferPointer { ranges in
                for range in ranges.dropFirst() {
                    let gap = range.first.rawValue &- previous.last.rawValue &- 1
                    let change = UInt64(previous.type.rawValue ^ range.type.rawValue)
                    let isApart = oneUnlessZero(gap | change) | (range.type.keepsBorders ? 1 : 0)
                    // Overwritten by the next entry if the range continues.
                    target[at &+ 1].first = range.first
                    at &+= Int(truncatingIfNeeded: isApart)
                    target[at].last = range.last
                    target[at].type = range.type
                    previous = range
                }
            }
            count = at + 1
        }
    }

    /// Computed by arithmetic, because the compiler turns comparisons into branches.
    @inline(__always)
    private static func oneUnlessZero(_ word: UInt64) -> UInt64 { (word | (0 &- word)) &>> 63 }
}
