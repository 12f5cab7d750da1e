public import PhysicalMemory
public import TDMRConstruction

/// Linux, but an offline for a removal is told from one through sysfs: convertible memory is not given back to the firmware, and the firmware's mistake is
/// called by its name. What lies outside every CMR may go.
public struct OfflinePathsPolicy<Index: RangeIndex>: HotplugPolicy {
    private let machine: HotplugMachine
    private var notifier: PerBlockPolicy<Index>
    private var isTDXOn = false

    /// A policy for `machine`.
    public init(_ machine: HotplugMachine) {
        self.machine = machine
        notifier = PerBlockPolicy(.oneEntry)
    }

    public mutating func didEnableTDX(over memlist: [MemoryRegion]) {
        isTDXOn = !memlist.isEmpty
        notifier.didEnableTDX(over: memlist)
    }

    public mutating func goOnline(_ blocks: BlocksGoingOnline) -> [(blocks: Int, decision: HotplugDecision)] {
        notifier.goOnline(blocks)
    }

    public mutating func goOffline(_ range: PageRange, path: OfflinePath) -> HotplugDecision {
        guard path != .sysfs, isTDXOn, machine.overlapsConvertible(range) else { return .accept }
        return .refuse(.convertibleMemoryRemoved(range))
    }

    public var lookups: Int { notifier.lookups }
}
