public import PhysicalMemory
public import TDXModule

/// The input of a construction, independent of files and formats.
public struct ConstructionInput: Hashable, Sendable {
    /// memblock memory regions: ascending and disjoint.
    public var regions: [MemoryRegion]
    /// CMRs in module order, unused slots included; nil when unknown.
    public var cmrs: [CMR]?
    /// Most TDMRs and areas, and the sizes of PAMT entries.
    public var limits: ModuleLimits
    /// TDMRs end at or below this frame: KeyIDs take the address bits above.
    public var addressLimit: PageFrame
    /// How the module is to keep the PAMT's 4K level.
    public var pamt: PAMTMode

    public init(
        regions: [MemoryRegion], cmrs: [CMR]?, limits: ModuleLimits = .standard, pamt: PAMTMode = .static,
        addressLimit: PageFrame = .limit
    ) {
        self.addressLimit = addressLimit
        self.regions = regions
        self.cmrs = cmrs
        self.limits = limits
        self.pamt = pamt
    }

    /// The memory regions above the first MiB, which TDX never uses. - Complexity: O(*m*) for *m* regions; no copy where nothing is cut off.
    package var memlist: [MemoryRegion] { AddressMap.memlist(regions) }

    /// The sizes of a TDMR's tables.
    public var pamtSizes: PAMTSizes { limits.pamtSizes(pamt) }
}
