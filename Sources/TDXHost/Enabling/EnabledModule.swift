public import PhysicalMemory
public import TDMRConstruction
public import TDXModule

/// The data that the kernel keeps once the module is initialised: the memlist for the memory notifier, and all memory that the module uses or describes.
public struct EnabledModule: Sendable {
    /// The metadata that the host read.
    public var metadata: ModuleMetadata
    /// The memlist that the TDMRs were made of.
    public var memlist: [MemoryRegion]
    /// The TDMRs that the module took.
    public var layout: Layout
    /// The module's own KeyID.
    public var globalKeyID: KeyID
    /// KeyIDs for guests.
    public var guestKeyIDs: KeyIDRange
    var allocations: [HostAllocation]
}
