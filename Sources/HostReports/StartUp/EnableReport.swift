public import MemoryMaps
import PhysicalMemory
public import TDMRConstruction
public import TDXHost
public import TDXModule

/// The result of starting TDX on a machine: the plan, and the start-up in simulated time.
public struct EnableReport: Sendable {
    /// The machine.
    public let map: HostMemoryMap
    /// How it is started.
    public let options: EnableOptions
    /// The layout it is started with.
    public let plan: PlanReport
    /// LPs and packages.
    public let topology: ProcessorTopology
    /// nil where there is no layout, or the module refuses it.
    public let simulation: StartUpSimulation?
    /// The steps in time; nil without a layout.
    public let timeline: StartUpTimeline?

    /// Plans the machine and simulates its start-up.
    public init(_ map: HostMemoryMap, strategy: Strategy, options: EnableOptions) {
        self.map = map
        self.options = options
        topology = ProcessorTopology(map, processors: options.logicalProcessors, packages: options.packages)
        plan = PlanReport(
            map, strategy: strategy, options: options.planning(processors: topology.processors),
            profile: options.profile)
        guard let layout = plan.layout, plan.isValid else {
            simulation = nil
            timeline = nil
            return
        }
        let simulation = StartUpSimulation(
            work: layout.initWork(memory: map.memory, joiningRuns: !strategy.followsKernel), topology: topology,
            kernel: options.profile.kernel,
            reads: plan.reads,
            costs: options.costs.of(options.profile.rules, bitmapBits: map.limits.pamtBitmapBits),
            pamt: options.profile.pamt,
            schedule: options.schedule, allocation: options.allocation)
        self.simulation = simulation
        timeline = simulation.run()
    }

    /// The memory that the PAMT takes; nil without a layout.
    public var memory: PAMTMemory? { plan.layout.map { PAMTMemory($0, on: map, mode: options.profile.pamt) } }

    /// The cost of the options' guests to the kernel; nil with static PAMT, which has none at run time.
    public var guests: GuestStart.Cost? { options.profile.pamt == .dynamic ? options.guests.cost(options.costs) : nil }

    /// The verdict of TDH.SYS.CONFIG; nil where it cannot be judged.
    public var verdict: ConfigVerdict? { plan.verdict }

    /// The closed form of the TDMR.INIT phase.
    public var sums: InitTimeSums? { simulation.map { $0.costs.initTimes($0.work, pamt: $0.pamt) } }

    /// T_init by the closed form, for the schedule's number of LPs.
    public var closedForm: Picoseconds? {
        sums?.parallel(processors: options.schedule == .serial ? 1 : topology.processors)
    }

    /// Which term of the closed form is the largest.
    public var bound: InitBound? {
        guard let simulation, let sums, !simulation.work.isEmpty else { return nil }
        guard options.schedule != .serial, topology.processors > 1 else { return .oneProcessor }
        let costs = simulation.costs
        func time(_ index: Int) -> Picoseconds {
            costs.initTime(
                granules: simulation.work[index].granules, areas: simulation.work[index].areas, pamt: simulation.pamt)
        }
        let whole = sums.parallel(processors: topology.processors)
        if whole == sums.longest, let longest = simulation.work.indices.first(where: { time($0) == whole }) {
            return .longestTDMR(longest)
        }
        guard whole == sums.floor else { return .processors(topology.processors) }
        var granules: [NodeID: UInt64] = [:]
        for tdmr in simulation.work { granules[tdmr.pamtNode, default: 0] += tdmr.granules }
        return granules.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { .memory($0.key) }
    }

    /// The TDMR.INIT phase of the same layout under every schedule.
    public var schedules: [(schedule: InitSchedule, end: Picoseconds)] {
        guard let simulation, let timeline else { return [] }
        return InitSchedule.allCases.map { schedule in
            if schedule == options.schedule { return (schedule, timeline.initialization.end) }
            let other = InitSimulation(
                simulation.work, costs: simulation.costs, pamt: simulation.pamt, processors: topology.processors,
                schedule: schedule)
            return (schedule, other.run().end)
        }
    }
}
