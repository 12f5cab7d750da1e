extension PageRange {
    /// The smallest range around this one with both borders on multiples of `alignment`. An empty range stays empty.
    /// - Precondition: `alignment` is a power of two of at least one page; the rounded end is below 2^64.
    @inlinable public func alignedOutward(to alignment: ByteCount) -> PageRange {
        let mask = Self.mask(alignment)
        let low = start.rawValue & ~mask
        return PageRange(low, isEmpty ? low : (end.rawValue + mask) & ~mask)
    }

    /// The largest range inside this one with both borders on multiples of `alignment`; empty (`start == end`) where there is none.
    /// - Precondition: `alignment` is a power of two of at least one page.
    @inlinable public func alignedInward(to alignment: ByteCount) -> PageRange {
        let mask = Self.mask(alignment)
        let high = end.rawValue & ~mask
        // Not rounded up as start + mask: that could pass 2^64.
        let low = start.rawValue & mask == 0 ? start.rawValue : (start.rawValue | mask) &+ 1
        return low == 0 && start.rawValue != 0 || low > high ? PageRange(high, high) : PageRange(low, high)
    }

    /// Pages in `alignment`, minus 1.
    @inlinable static func mask(_ alignment: ByteCount) -> UInt64 {
        precondition(
            alignment >= .page && alignment.rawValue.nonzeroBitCount == 1,
            "an alignment is a power of two of at least one page")
        return alignment.pages - 1
    }
}
