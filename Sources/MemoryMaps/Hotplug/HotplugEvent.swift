public import PhysicalMemory

/// Something that happens to a machine's memory while it runs, or to TDX.
public enum HotplugEvent: Hashable, Sendable {
    /// TDX is initialised over the memory that is there.
    case enableTDX
    /// Memory is plugged in.
    case add(MemoryRegion, HotplugSource)
    /// Memory is taken away: its blocks go offline first.
    case remove(PageRange, HotplugSource)
    /// Someone writes `online` to the memory blocks in sysfs.
    case online(PageRange)
    /// Someone writes `offline` to the memory blocks in sysfs.
    case offline(PageRange)
    /// A TD guest is started whose memory is bound to these nodes.
    case startGuest([NodeID])
}
