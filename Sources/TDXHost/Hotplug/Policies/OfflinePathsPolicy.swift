import PhysicalMemory
import TDMRConstruction

/// Linux, but offlining for a removal is distinguished from offlining through sysfs: convertible memory is not given back to the firmware, and the message calls it
/// a firmware bug. Memory outside every CMR may be removed.
struct OfflinePathsPolicy<Index: RangeIndex>: HotplugPolicy {
    private let machine: HotplugMachine
    private var notifier: PerBlockPolicy<Index>
    private var isTDXOn = false

    /// A policy for `machine`.
    init(_ machine: HotplugMachine) {
        self.machine = machine
        notifier = PerBlockPolicy(.oneEntry)
    }

    mutating func didEnableTDX(over memlist: [MemoryRegion]) {
        isTDXOn = !memlist.isEmpty
        notifier.didEnableTDX(over: memlist)
    }

    mutating func goOnline(_ blocks: BlocksGoingOnline) -> [(blocks: Int, decision: HotplugDecision)] {
        notifier.goOnline(blocks)
    }

    mutating func goOffline(_ range: PageRange, path: OfflinePath) -> HotplugDecision {
        guard path != .sysfs, isTDXOn, machine.overlapsConvertible(range) else { return .accept }
        return .refuse(.convertibleMemoryRemoved(range))
    }

    var lookups: Int { notifier.lookups }
}
