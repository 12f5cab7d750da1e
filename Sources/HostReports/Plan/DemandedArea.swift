public import PhysicalMemory

/// One reserved area that a TDMR needs.
public struct DemandedArea: Hashable, Sendable {
    /// The pages that the area would cover.
    public var pages: PageRange
    /// Why it is needed.
    public var origin: AreaOrigin
    /// Whether it lies inside convertible memory, touching CMRs counting as one; nil when the CMRs are unknown. Such a hole needs no area by the
    /// module's rules.
    public var isConvertible: Bool?
}
