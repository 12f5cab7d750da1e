import MemoryMaps
import PhysicalMemory
public import TDMRConstruction
public import TDXHost
public import TDXModule

/// One state of the kernel on one machine: which changes it has, and what starting TDX comes to.
public struct LadderRung: Sendable {
    /// The parts of the time from TDH.SYS.INIT to "initialized".
    public struct Time: Hashable, Sendable {
        public var allocation: Picoseconds
        /// TDH.SYS.TDMR.INIT.
        public var initialisation: Picoseconds
        /// TDH.SYS.INIT, TDH.SYS.LP.INIT, metadata, TDH.SYS.CONFIG, WBINVD, TDH.SYS.KEY.CONFIG.
        public var rest: Picoseconds

        public var total: Picoseconds { allocation + initialisation + rest }
    }

    public var name: String
    public var changes: [LadderChange]
    /// nil where TDX does not start.
    public var layout: Layout?
    /// Why TDX does not start.
    public var reason: String?
    public var memory: PAMTMemory?
    /// How the TDMRs are initialised, with how many LPs.
    public var isParallel: Bool
    public var allocation: PAMTAllocation
    public var profile: PlatformProfile
    let work: [TDMRInitWork]
    let topology: ProcessorTopology
    let reads: MetadataReads
    let bitmapBits: Int

    public var starts: Bool { layout != nil }
    public var tdmrs: Int { layout?.tdmrs.count ?? 0 }
    public var mostAreas: Int { layout?.tdmrs.map(\.info.reservedAreas.count).max() ?? 0 }

    /// The time by a cost model; nil where TDX does not start.
    public func time(_ costs: CostModel) -> Time? {
        guard starts else { return nil }
        let costs = costs.of(profile.rules, bitmapBits: bitmapBits)
        let pamt = profile.pamt
        let rest = (1 + reads.calls(pamt)) * costs.transition
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
