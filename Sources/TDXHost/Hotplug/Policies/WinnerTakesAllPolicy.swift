public import MemoryMaps
public import PhysicalMemory

/// Whichever comes first wins: once memory was plugged in or taken away TDX stays off; once TDX is on nothing is plugged in or taken away. No memlist is
/// looked into: all memory there is was there when TDX was initialised.
public struct WinnerTakesAllPolicy: HotplugPolicy {
    private var hotplugWon = false
    private var tdxWon = false

    public init() {}

    public mutating func willEnableTDX(over memory: [MemoryRegion]) throws(HotplugRefusal) -> [MemoryRegion] {
        guard !hotplugWon else { throw .hotplugCameFirst }
        return memory
    }

    public mutating func didEnableTDX(over memlist: [MemoryRegion]) { tdxWon = !memlist.isEmpty }

    public mutating func add(_ region: MemoryRegion, from source: HotplugSource) -> HotplugDecision { hotplug() }

    public mutating func goOffline(_ range: PageRange, path: OfflinePath) -> HotplugDecision {
        path == .sysfs ? .accept : hotplug()
    }

    private mutating func hotplug() -> HotplugDecision {
        guard !tdxWon else { return .refuse(.tdxCameFirst) }
        hotplugWon = true
        return .accept
    }
}
