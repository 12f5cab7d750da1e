public import MemoryMaps

/// The path by which memory goes offline.
public enum OfflinePath: Hashable, Sendable {
    /// Someone wrote to sysfs: the memory stays where it is.
    case sysfs
    /// The memory is about to be taken away.
    case removal(HotplugSource)
}
