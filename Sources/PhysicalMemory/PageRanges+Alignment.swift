extension PageRanges {
    /// The set rounded outward to whole blocks of `alignment` bytes: every block that holds a frame of the set.
    /// - Precondition: `alignment` is a power of two of at least one page; the rounded end is below 2^64.
    /// - Complexity: O(n).
    @inlinable public func alignedOutward(to alignment: ByteCount) -> PageRanges {
        var aligned = PageRanges()
        for range in storage { aligned.append(range.alignedOutward(to: alignment)) }
        return aligned
    }

    /// The blocks of `alignment` bytes that lie in the set whole.
    /// - Precondition: `alignment` is a power of two of at least one page.
    /// - Complexity: O(n).
    @inlinable public func alignedInward(to alignment: ByteCount) -> PageRanges {
        var aligned = PageRanges()
        for range in storage { aligned.append(range.alignedInward(to: alignment)) }
        return aligned
    }
}
