public import PhysicalMemory
public import TDMRConstruction
public import TDXModule

/// What the kernel keeps once the module is initialised: the memory list for the memory notifier, and all memory that the module has or describes.
public struct EnabledModule: Sendable {
    public var metadata: ModuleMetadata
    public var memlist: [MemoryRegion]
    public var layout: Layout
    /// The module's own KeyID.
    public var globalKeyID: KeyID
    /// KeyIDs for guests.
    public var guestKeyIDs: KeyIDRange
    var allocations: [HostAllocation]
}
