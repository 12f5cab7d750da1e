public import MemoryMaps
public import PhysicalMemory

/// How a kernel decides about memory hotplug together with TDX. The default of every decision is to accept.
///
/// A policy decides on every possible change, in order, and is notified when TDX has been initialised. One file per policy, one line in
/// `HotplugPolicies.all`.
public protocol HotplugPolicy: Sendable {
    /// TDX is about to be initialised over `memory`: returns the memory to initialise it over, or throws why it stays off.
    /// - Parameter memory: all memory that is present, from 1 MiB up: ascending, disjoint.
    mutating func willEnableTDX(over memory: [MemoryRegion]) throws(HotplugRefusal) -> [MemoryRegion]

    /// TDX was initialised over `memlist`. After a failure the list is empty.
    mutating func didEnableTDX(over memlist: [MemoryRegion])

    /// Memory is plugged in.
    mutating func add(_ region: MemoryRegion, from source: HotplugSource) -> HotplugDecision

    /// Whether `add` decides at once: what it accepted goes online without a further check.
    var checksWhenAdded: Bool { get }

    /// Memory blocks of one node go online, one after the other: the decisions in order, each with the number of blocks that it is for.
    mutating func goOnline(_ blocks: BlocksGoingOnline) -> [(blocks: Int, decision: HotplugDecision)]

    /// Memory blocks go offline.
    mutating func goOffline(_ range: PageRange, path: OfflinePath) -> HotplugDecision

    /// The last memory block of a node went offline.
    mutating func didEmpty(_ node: NodeID)

    /// A TD guest is started whose memory is bound to `nodes`.
    mutating func startGuest(on nodes: [NodeID]) -> HotplugDecision

    /// Lookups in the memlist; one for each block where single blocks are asked for.
    var lookups: Int { get }
}

extension HotplugPolicy {
    public mutating func willEnableTDX(over memory: [MemoryRegion]) throws(HotplugRefusal) -> [MemoryRegion] { memory }
    public mutating func didEnableTDX(over memlist: [MemoryRegion]) {}
    public mutating func add(_ region: MemoryRegion, from source: HotplugSource) -> HotplugDecision { .accept }
    public var checksWhenAdded: Bool { false }
    public mutating func goOnline(_ blocks: BlocksGoingOnline) -> [(blocks: Int, decision: HotplugDecision)] {
        [(blocks.count, .accept)]
    }
    public mutating func goOffline(_ range: PageRange, path: OfflinePath) -> HotplugDecision { .accept }
    public mutating func didEmpty(_ node: NodeID) {}
    public mutating func startGuest(on nodes: [NodeID]) -> HotplugDecision { .accept }
    public var lookups: Int { 0 }
}
