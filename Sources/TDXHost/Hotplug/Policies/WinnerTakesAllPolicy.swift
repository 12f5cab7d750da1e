import MemoryMaps
import PhysicalMemory

/// TDX and memory hotplug exclude each other: once memory was added or removed, TDX stays off; once TDX is on, no memory is added or removed. The memlist is
/// never looked up: all present memory was there when TDX was initialised.
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
