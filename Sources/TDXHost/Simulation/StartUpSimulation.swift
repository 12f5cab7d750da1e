public import TDXModule

/// Simulates the whole start-up of a machine with a layout, from TDH.SYS.INIT to the last TDH.SYS.TDMR.INIT. The host's own computing is not charged.
public struct StartUpSimulation: Sendable {
    /// The TDMRs, in layout order.
    public var work: [TDMRInitWork]
    /// LPs and packages.
    public var topology: ProcessorTopology
    /// Whose order of steps it is.
    public var kernel: KernelProfile
    /// The metadata that the host reads.
    public var reads: MetadataReads
    /// The costs of the steps.
    public var costs: CostModel
    /// How the PAMT is kept.
    public var pamt: PAMTMode
    /// The order in which LPs initialise TDMRs.
    public var schedule: InitSchedule
    /// How the memory of the PAMTs is obtained.
    public var allocation: PAMTAllocation

    public init(
        work: [TDMRInitWork], topology: ProcessorTopology, kernel: KernelProfile = .v7_3, reads: MetadataReads,
        costs: CostModel, pamt: PAMTMode,
        schedule: InitSchedule, allocation: PAMTAllocation = .linux
    ) {
        self.work = work
        self.topology = topology
        self.kernel = kernel
        self.reads = reads
        self.costs = costs
        self.pamt = pamt
        self.schedule = schedule
        self.allocation = allocation
    }

    /// GiB of all TDMRs.
    public var granules: UInt64 { work.reduce(0) { $0 + $1.granules } }

    /// The steps in time. - Complexity: that of `InitSimulation`.
    public func run() -> StartUpTimeline {
        let areas = work.reduce(0) { $0 + $1.areas }
        var timeline = StartUpTimeline(topology: topology)
        // SYS.INIT and SYS.RD have no figure of their own: they are charged the transition alone.
        timeline.add(.moduleInit, calls: 1, costs.transition)
        timeline.add(
            .processorInit, calls: UInt64(topology.processors),
            costs.processorInitTime(processors: topology.processors, kernel: kernel))
        let readCalls = reads.calls(pamt)
        timeline.add(.metadata, calls: readCalls, readCalls * costs.transition)
        timeline.add(.allocation, calls: 0, allocation.time(work, costs, pamt: pamt))
        timeline.add(.config, calls: 1, costs.configTime(tdmrs: work.count, areas: areas))
        timeline.add(.cacheFlush, calls: 0, costs.cacheFlush)
        timeline.add(.keyConfig, calls: UInt64(topology.packages), UInt64(topology.packages) * costs.keyConfig)
        var initialization = InitSimulation(
            work, costs: costs, pamt: pamt, processors: topology.processors, schedule: schedule)
        initialization.resolution = costs.initTimes(work, pamt: pamt).parallel(processors: topology.processors)
            .dividedRoundingUp(by: 500)
        timeline.initialization = initialization.run()
        timeline.add(.tdmrInit, calls: timeline.initialization.calls, timeline.initialization.end)
        return timeline
    }
}
