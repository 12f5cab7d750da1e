import MemoryMaps
import PhysicalMemory

/// What comes first excludes the other: once memory was plugged in or taken away TDX stays off; once TDX is on nothing is plugged in or taken away. No memlist is
/// looked into: all memory there is was there when TDX was initialised.
struct WinnerTakesAllPolicy: HotplugPolicy {
    private var hotplugWon = false
    private var tdxWon = false

    init() {}

    mutating func willEnableTDX(over memory: [MemoryRegion]) throws(HotplugRefusal) -> [MemoryRegion] {
        guard !hotplugWon else { throw .hotplugCameFirst }
        return memory
    }

    mutating func didEnableTDX(over memlist: [MemoryRegion]) { tdxWon = !memlist.isEmpty }

    mutating func add(_ region: MemoryRegion, from source: HotplugSource) -> HotplugDecision { hotplug() }

    mutating func goOffline(_ range: PageRange, path: OfflinePath) -> HotplugDecision {
        path == .sysfs ? .accept : hotplug()
    }

    private mutating func hotplug() -> HotplugDecision {
        guard !tdxWon else { return .refuse(.tdxCameFirst) }
        hotplugWon = true
        return .accept
    }
}
