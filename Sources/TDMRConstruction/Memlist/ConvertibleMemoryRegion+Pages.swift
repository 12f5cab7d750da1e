public import PhysicalMemory
public import TDXModule

extension ConvertibleMemoryRegion {
    /// The whole pages inside the CMR: start rounded up, end rounded down. Empty for a CMR whose end wraps.
    @inlinable public var wholePages: PageRange {
        let end = base.rawValue &+ size.rawValue
        guard end > base.rawValue else { return PageRange(0, 0) }
        return PageRange(start: PageFrame(atOrAbove: base), end: PageFrame(containing: PhysicalAddress(end)))
    }
}

extension [CMR] {
    /// The CMRs before the first unused slot, as Linux reads the module's list.
    @inlinable public var listed: ArraySlice<CMR> { prefix { !$0.isUnused } }
}
