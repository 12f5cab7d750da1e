public import TDXModule

/// A step of the start-up, in the order they are taken.
public enum StartUpStep: String, Hashable, Sendable, CaseIterable {
    /// The module's own initialisation, on one LP.
    case moduleInit = "TDH.SYS.INIT"
    /// Initialisation on every LP.
    case processorInit = "TDH.SYS.LP.INIT"
    /// Reading the module's metadata.
    case metadata = "TDH.SYS.RD"
    /// Allocating the tables.
    case allocation = "PAMT allocation"
    /// Handing over the TDMRs.
    case config = "TDH.SYS.CONFIG"
    /// Writing back all caches.
    case cacheFlush = "WBINVD"
    /// Configuring the global KeyID, package after package.
    case keyConfig = "TDH.SYS.KEY.CONFIG"
    /// Initialising the TDMRs.
    case tdmrInit = "TDH.SYS.TDMR.INIT"

    /// Whether the step belongs to tdx_enable(), the T of the cost model; the others come before.
    public var belongsToEnabling: Bool { self >= .allocation }
}

extension StartUpStep: Comparable {
    public static func < (a: Self, b: Self) -> Bool { a.place < b.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Simulates the whole start-up of a machine with a layout, from TDH.SYS.INIT to the last TDH.SYS.TDMR.INIT. The host's own computing is not charged.
public struct StartUpSimulation: Sendable {
    /// The TDMRs, in layout order.
    public var work: [TDMRInitWork]
    /// LPs and packages.
    public var topology: ProcessorTopology
    /// Whose order of steps it is.
    public var kernel: KernelProfile
    /// What the host reads of the metadata.
    public var reads: MetadataReads
    /// What the steps cost.
    public var costs: CostModel
    /// How the PAMT is kept.
    public var pamt: PAMTMode
    /// Who initialises which TDMR.
    public var policy: InitPolicy
    /// Whether the page allocator zeroes the PAMTs (init_on_alloc), which TDX does not need.
    public var zeroesAllocations: Bool

    public init(
        work: [TDMRInitWork], topology: ProcessorTopology, kernel: KernelProfile = .v7_3, reads: MetadataReads, costs: CostModel, pamt: PAMTMode,
        policy: InitPolicy, zeroesAllocations: Bool
    ) {
        self.work = work
        self.topology = topology
        self.kernel = kernel
        self.reads = reads
        self.costs = costs
        self.pamt = pamt
        self.policy = policy
        self.zeroesAllocations = zeroesAllocations
    }

    /// GiB of all TDMRs.
    public var granules: UInt64 { work.reduce(0) { $0 + $1.granules } }

    /// The steps in time. - Complexity: that of `InitSimulation`.
    public func run() -> StartUpTimeline {
        let areas = work.reduce(0) { $0 + $1.areas }
        var timeline = StartUpTimeline(topology: topology)
        // SYS.INIT and SYS.RD have no figure of their own: the transition is all they are charged.
        timeline.add(.moduleInit, calls: 1, costs.transition)
        timeline.add(.processorInit, calls: UInt64(topology.processors), costs.processorInitTime(processors: topology.processors, kernel: kernel))
        let readCalls = reads.calls(pamt)
        timeline.add(.metadata, calls: readCalls, readCalls * costs.transition)
        timeline.add(.allocation, calls: 0, costs.allocationTime(granules: granules, tdmrs: work.count, zeroed: zeroesAllocations, pamt: pamt))
        timeline.add(.config, calls: 1, costs.configTime(tdmrs: work.count, areas: areas))
        timeline.add(.cacheFlush, calls: 0, costs.cacheFlush)
        timeline.add(.keyConfig, calls: UInt64(topology.packages), UInt64(topology.packages) * costs.keyConfig)
        var initialisation = InitSimulation(work, costs: costs, pamt: pamt, processors: topology.processors, policy: policy)
        initialisation.resolution = costs.initTimes(work, pamt: pamt).parallel(processors: topology.processors).dividedRoundingUp(by: 500)
        timeline.initialisation = initialisation.run()
        timeline.add(.tdmrInit, calls: timeline.initialisation.calls, timeline.initialisation.end)
        return timeline
    }
}

/// A start-up in simulated time.
public struct StartUpTimeline: Hashable, Sendable {
    /// A step and its time.
    public struct Entry: Hashable, Sendable {
        /// Which step.
        public var step: StartUpStep
        /// When it begins, from the start of the first.
        public var start: Picoseconds
        /// How long it takes.
        public var duration: Picoseconds
        /// SEAMCALLs of the step.
        public var calls: UInt64
    }

    /// LPs and packages of the machine.
    public let topology: ProcessorTopology
    /// One entry for each step, in order, each beginning where the one before ends.
    public private(set) var entries: [Entry] = []
    /// The last step in detail; its times count from its own start.
    public var initialisation = InitTimeline()

    init(topology: ProcessorTopology) { self.topology = topology }

    mutating func add(_ step: StartUpStep, calls: UInt64, _ duration: Picoseconds) {
        entries.append(Entry(step: step, start: end, duration: duration, calls: calls))
    }

    /// When the last step ends.
    public var end: Picoseconds { entries.last.map { $0.start + $0.duration } ?? .zero }

    /// SEAMCALLs of all steps.
    public var seamcalls: UInt64 { entries.reduce(0) { $0 + $1.calls } }

    /// T of the cost model: what tdx_enable() takes.
    public var enabling: Picoseconds { entries.lazy.filter(\.step.belongsToEnabling).reduce(.zero) { $0 + $1.duration } }

    /// How long `step` takes; zero where it does not happen.
    public func duration(of step: StartUpStep) -> Picoseconds {
        entries.lazy.filter { $0.step == step }.reduce(.zero) { $0 + $1.duration }
    }

    /// The part of the whole that an entry takes, 0 ... 1.
    public func share(of entry: Entry) -> Double { end > .zero ? entry.duration.seconds / end.seconds : 0 }
}

extension CostModel {
    /// TDH.SYS.LP.INIT on `processors` LPs: one after the other, or all at once, as the kernel does it.
    public func processorInitTime(processors: Int, kernel: KernelProfile) -> Picoseconds {
        kernel.initialisesProcessorsSerially ? UInt64(processors) * serialProcessorInit : processorInit
    }
}

extension CostModel {
    /// How long nothing else runs while the module is updated, in one stop-machine section: hand-off version and TDH.SYS.SHUTDOWN, INSTALL on each LP in turn, TDH.SYS.INIT,
    /// TDH.SYS.LP.INIT on all LPs at once, TDH.SYS.UPDATE and three reads of the version.
    public func updateDowntime(processors: Int) -> Picoseconds {
        7 * transition + UInt64(processors) * moduleInstall + processorInit
    }
}
