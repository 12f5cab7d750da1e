public import PhysicalMemory

/// Whether TDX is on under a policy, and why not.
public enum HotplugTDXState: Hashable, Sendable {
    /// The trace has not tried to enable it.
    case notYetEnabled
    /// TDX is on.
    case on
    /// Initialisation was tried over memory that is not convertible, and the module refused.
    case lost(MemoryRegion)
    /// The policy keeps TDX off.
    case refused(HotplugRefusal)
}
