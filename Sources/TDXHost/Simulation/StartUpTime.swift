public import TDXModule

/// The parts of the time from TDH.SYS.INIT to "initialized", by the closed forms of the cost model.
public struct StartUpTime: Hashable, Sendable {
    /// Obtaining the memory of the PAMTs.
    public var allocation: Picoseconds
    /// TDH.SYS.TDMR.INIT.
    public var initialization: Picoseconds
    /// TDH.SYS.INIT, TDH.SYS.LP.INIT, metadata, TDH.SYS.CONFIG, WBINVD, TDH.SYS.KEY.CONFIG.
    public var rest: Picoseconds

    /// The whole start-up.
    public var total: Picoseconds { allocation + initialization + rest }

    /// - Parameters:
    ///   - work: the TDMRs.
    ///   - topology: LPs and packages.
    ///   - profile: kernel and module.
    ///   - reads: what the host reads of the metadata.
    ///   - costs: what the steps cost with that module.
    ///   - allocation: how the memory of the PAMTs is obtained.
    ///   - isParallel: whether all LPs initialise TDMRs.
    public init(
        _ work: [TDMRInitWork], topology: ProcessorTopology, profile: PlatformProfile, reads: MetadataReads,
        costs: CostModel, allocation: PAMTAllocation, isParallel: Bool
    ) {
        let pamt = profile.pamt
        let sums = costs.initTimes(work, pamt: pamt)
        self.allocation = allocation.time(work, costs, pamt: pamt)
        initialization = isParallel ? sums.parallel(processors: topology.processors) : sums.serial
        rest =
            (1 + reads.calls(pamt)) * costs.transition
            + costs.processorInitTime(processors: topology.processors, kernel: profile.kernel)
            + costs.configTime(tdmrs: work.count, areas: work.reduce(0) { $0 + $1.areas }) + costs.cacheFlush
            + UInt64(topology.packages) * costs.keyConfig
    }
}
