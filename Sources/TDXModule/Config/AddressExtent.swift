/// Bytes `base ..< end` of physical address space whose end was checked not to exceed 2^64 - 1. May be empty, never reversed.
struct AddressExtent: Equatable {
    var base: UInt64
    var end: UInt64

    var isEmpty: Bool { base == end }

    /// The module's own test. Unlike a set's it says yes to an empty extent strictly inside another.
    func meets(_ other: AddressExtent) -> Bool { !(base >= other.end || other.base >= end) }

    func contains(_ other: AddressExtent) -> Bool { base <= other.base && other.end <= end }
}

extension AddressExtent {
    /// `base ..< base + size`, nil where that exceeds 2^64 - 1.
    init?(base: UInt64, size: UInt64) {
        let (end, overflow) = base.addingReportingOverflow(size)
        if overflow { return nil }
        self.init(base: base, end: end)
    }
}

extension RandomAccessCollection where Element == AddressExtent, Index == Int {
    /// The first index whose extent ends above `address`; `endIndex` where none does. The ends ascend.
    /// - Complexity: O(log *n*).
    func firstIndex(endingAbove address: UInt64) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle].end > address { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Whether one of the extents, ascending and with gaps between them, contains `extent`.
    /// - Complexity: O(log *n*).
    func oneContains(_ extent: AddressExtent) -> Bool {
        // Any that contains it ends at or above its end; the ones after the first such begin above that end.
        let candidate = extent.end == 0 ? startIndex : firstIndex(endingAbove: extent.end - 1)
        return candidate < endIndex && self[candidate].contains(extent)
    }
}
