public import PhysicalMemory

/// Two neighbours of a list that should be ascending and disjoint and is not: `second` follows `first` and starts below its end.
public struct MemlistOrderError: Error, Hashable, Sendable {
    /// The region that stands first in the list.
    public var first: MemoryRegion
    /// The region after it, which begins below the end of `first`.
    public var second: MemoryRegion
    /// The position of `second` in the list.
    public var index: Int

    @inlinable public init(first: MemoryRegion, second: MemoryRegion, index: Int) {
        self.first = first
        self.second = second
        self.index = index
    }
}

extension MemlistOrderError: CustomStringConvertible {
    public var description: String {
        "memory region \(second) (number \(index)) does not lie above the region before it, \(first)"
    }
}
