public import PhysicalMemory

/// A policy's decision on a change of memory.
public enum HotplugDecision: Hashable, Sendable {
    /// The event may happen.
    case accept
    /// Accepted, as part of another node than the one asked for, so that memory which TDX can use and memory which it cannot stay apart.
    case acceptOn(NodeID)
    /// The event must not happen.
    case refuse(HotplugRefusal)
}
