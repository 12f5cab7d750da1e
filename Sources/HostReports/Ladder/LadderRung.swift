import MemoryMaps
import PhysicalMemory
public import TDMRConstruction
public import TDXHost
public import TDXModule

/// One state of the kernel on one machine: which changes it has, and what starting TDX comes to.
public struct LadderRung: Sendable {
    /// The parts of the time from TDH.SYS.INIT to "initialized".
    public struct Time: Hashable, Sendable {
        /// Obtaining the memory of the PAMTs.
        public var allocation: Picoseconds
        /// TDH.SYS.TDMR.INIT.
        public var initialisation: Picoseconds
        /// TDH.SYS.INIT, TDH.SYS.LP.INIT, metadata, TDH.SYS.CONFIG, WBINVD, TDH.SYS.KEY.CONFIG.
        public var rest: Picoseconds

        /// The whole start-up.
        public var total: Picoseconds { allocation + initialisation + rest }
    }

    public var name: String
    /// What is changed, in order.
    public var changes: [LadderChange]
    /// nil where TDX does not start.
    public var layout: Layout?
    /// Why TDX does not start.
    public var reason: String?
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
    /// Reserved areas of the TDMR that has most; 0 without a layout.
    public var mostAreas: Int { layout?.tdmrs.map(\.info.reservedAreas.count).max() ?? 0 }

    /// The time by a cost model; nil where TDX does not start.
    public func time(_ costs: CostModel) -> Time? {
        guard starts else { return nil }
        let costs = costs.of(profile.rules, bitmapBits: bitmapBits)
        let pamt = profile.pamt
        let rest =
            (1 + reads.calls(pamt)) * costs.transition
            + costs.processorInitTime(processors: topology.processors, kernel: profile.kernel)
            + costs.configTime(tdmrs: work.count, areas: work.reduce(0) { $0 + $1.areas }) + costs.cacheFlush
            + UInt64(topology.packages) * costs.keyConfig
        let sums = costs.initTimes(work, pamt: pamt)
        return Time(
            allocation: allocation.time(work, costs, pamt: pamt),
            initialisation: isParallel ? sums.parallel(processors: topology.processors) : sums.serial, rest: rest)
    }

    /// The least and the longest time over the ranges of all parameters.
    public func interval(_ costs: CostModel) -> (low: Picoseconds, high: Picoseconds)? {
        guard let low = time(costs.extreme(slow: false)), let high = time(costs.extreme(slow: true)) else { return nil }
        return (low.total, high.total)
    }
}
