import MemoryMaps
import PhysicalMemory
import TDMRConstruction

/// The ACPI memory handler is switched off on machines whose firmware enables TDX: no memory is added or removed through ACPI. It is simple, also refuses
/// memory that TDX would not touch, and cannot report a removal as a firmware bug. Memory that drivers add goes through Linux's own check.
struct DisabledACPIPolicy<Index: RangeIndex>: HotplugPolicy {
    private var notifier: PerBlockPolicy<Index>

    init() { notifier = PerBlockPolicy(.oneEntry) }

    mutating func didEnableTDX(over memlist: [MemoryRegion]) { notifier.didEnableTDX(over: memlist) }

    mutating func add(_ region: MemoryRegion, from source: HotplugSource) -> HotplugDecision {
        source == .acpi ? .refuse(.acpiHotplugDisabled) : .accept
    }

    mutating func goOnline(_ blocks: BlocksGoingOnline) -> [(blocks: Int, decision: HotplugDecision)] {
        notifier.goOnline(blocks)
    }

    mutating func goOffline(_ range: PageRange, path: OfflinePath) -> HotplugDecision {
        path == .removal(.acpi) ? .refuse(.acpiHotplugDisabled) : .accept
    }

    var lookups: Int { notifier.lookups }
}
