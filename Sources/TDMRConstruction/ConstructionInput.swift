public import PhysicalMemory
public import TDXModule

/// What a construction starts from. Files and formats are none of its business.
public struct ConstructionInput: Hashable, Sendable {
    /// memblock memory regions: ascending and disjoint.
    public var regions: [MemoryRegion]
    /// CMRs in module order, unused slots included; nil when unknown.
    public var cmrs: [CMR]?
    public var limits: ModuleLimits

    public init(regions: [MemoryRegion], cmrs: [CMR]?, limits: ModuleLimits = .standard) {
        self.regions = regions
        self.cmrs = cmrs
        self.limits = limits
    }
}
