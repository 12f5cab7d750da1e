extension [MemoryRegion] {
    /// Adds a region at the end of ascending ones as memblock does: it becomes part of the last one where it touches that and is of the same node. An empty
    /// one changes nothing.
    /// - Precondition: `region` does not start below the end of the last one.
    /// - Complexity: O(1), amortised.
    @inlinable public mutating func appendJoining(_ region: MemoryRegion) {
        guard !region.pages.isEmpty else { return }
        guard let last, last.end == region.start, last.node == region.node else { return append(region) }
        self[count - 1].pages.end = region.end
    }
}
