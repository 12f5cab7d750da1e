public import PhysicalMemory
public import TDXModule

/// A machine as TDMR construction sees it: what every reader produces and the writer and the synthetic machines exchange.
public struct HostMemoryMap: Hashable, Sendable {
    /// The memblock memory regions: ascending, disjoint, not empty, below 2^52 bytes. Empty when the input holds no memory.
    public var memory: [MemoryRegion]
    /// CMRs in the order the module reports them, unused slots included; nil when unknown.
    public var cmrs: [CMR]?
    /// Hot-pluggable windows; an end may be 2^64 bytes (PFN 2^52).
    public var hotplugWindows: [MemoryRegion]
    /// The limits that the module reports.
    public var limits: ModuleLimits
    /// Sockets; the module configures a key on each.
    public var packages: Int
    /// Logical processors; nil: two per package.
    public var statedLogicalProcessors: Int?
    /// KeyIDs of MKTME and of TDX.
    public var keyIDs: KeyIDCounts
    /// One past the highest page that the kernel knew at boot, where stated; nil: where the highest memory region ends.
    public var statedMaxPFN: PageFrame?

    public init(
        memory: [MemoryRegion] = [], cmrs: [CMR]? = nil, hotplugWindows: [MemoryRegion] = [],
        limits: ModuleLimits = .standard,
        packages: Int = 1, statedLogicalProcessors: Int? = nil, keyIDs: KeyIDCounts = .usual,
        statedMaxPFN: PageFrame? = nil
    ) {
        self.memory = memory
        self.cmrs = cmrs
        self.hotplugWindows = hotplugWindows
        self.limits = limits
        self.packages = packages
        self.statedLogicalProcessors = statedLogicalProcessors
        self.keyIDs = keyIDs
        self.statedMaxPFN = statedMaxPFN
    }

    /// max_pfn: one past the highest page at boot.
    public var maxPFN: PageFrame { statedMaxPFN ?? memory.last?.end ?? PageFrame(0) }

    /// Logical processors: as stated, else two per package.
    public var logicalProcessors: Int { statedLogicalProcessors ?? 2 * packages }
}
