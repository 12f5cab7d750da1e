import MemoryMaps
import PhysicalMemory
public import TDMRConstruction
public import TDXHost
public import TDXModule

/// One state of the kernel on one machine: its changes, and the result of starting TDX.
public struct LadderRung: Sendable {
    /// The kinds of rungs; rungs of one kind are consecutive.
    public enum Kind: Hashable, Sendable {
        /// Linux as it is.
        case linux
        /// One change by itself.
        case alone
        /// Changes on top of each other, in the best order.
        case onTop
        /// The kernel-sized construction, with a way to allocate.
        case kernelSized
        /// The best plan, with a way to allocate.
        case best
    }

    /// The kind of the rung.
    public var kind: Kind
    /// The rung's name in tables and in JSON: `linux`, a change, `first: ` or `+ ` and changes, a planner and changes.
    public var name: String
    /// The changes, in order.
    public var changes: [LadderChange]
    /// nil where TDX does not start.
    public var layout: Layout?
    /// Why TDX does not start.
    public var obstacle: LadderObstacle?
    /// What PAMT takes; nil without a layout.
    public var memory: PAMTMemory?
    /// How the TDMRs are initialised, with how many LPs.
    public var isParallel: Bool
    /// How the memory of the PAMTs is obtained.
    public var allocation: PAMTAllocation
    /// Kernel and module.
    public var profile: PlatformProfile
    let work: [TDMRInitWork]
    let topology: ProcessorTopology
    let reads: MetadataReads
    let bitmapBits: Int

    /// Whether there is a layout.
    public var starts: Bool { layout != nil }
    /// TDMRs; 0 without a layout.
    public var tdmrs: Int { layout?.tdmrs.count ?? 0 }
    /// Memory kept from the page allocator besides the PAMTs, so that the module accepts the layout.
    public var withheld: ByteCount { layout?.withheldSize ?? .zero }
    /// Reserved areas of the TDMR that has most; 0 without a layout.
    public var mostAreas: Int { layout?.tdmrs.map(\.info.reservedAreas.count).max() ?? 0 }

    /// The time by a cost model; nil where TDX does not start.
    public func time(_ costs: CostModel) -> StartUpTime? {
        guard starts else { return nil }
        let costs = costs.of(profile.rules, bitmapBits: bitmapBits)
        return StartUpTime(
            work, topology: topology, profile: profile, reads: reads, costs: costs, allocation: allocation,
            isParallel: isParallel)
    }

    /// The least and the longest time over the ranges of all parameters.
    public func interval(_ costs: CostModel) -> (low: Picoseconds, high: Picoseconds)? {
        guard let low = time(costs.extreme(slow: false)), let high = time(costs.extreme(slow: true)) else { return nil }
        return (low.total, high.total)
    }
}
