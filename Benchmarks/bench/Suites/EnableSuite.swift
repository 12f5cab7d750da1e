import HostReports
import Measurement
import MemoryMaps
import SeededRandom
import TDMRConstruction
import TDXHost
import TDXModule

/// The start-up in simulated time. What is measured is how long the simulation takes; what it says of the machine is a metric, marked as simulated.
enum EnableSuite {
    static let family = Family(
        name: "enable", summary: "simulating the start-up under each TDMR.INIT policy", operation: "start-up",
        unit: "SEAMCALL", reference: "serial",
        merit: "enable",
        groups: simulated + [emulated])

    private static let simulated = [
        MapDataset.real("tdx-host-2tb-build784"), .preset("spr-2s"), .preset("16s-12tib"), .preset("8s", .extended),
        .preset("32s-64tib", .extended),
    ].flatMap { dataset in
        [("linux", 64), ("best", 8), ("best", 64)].map { strategy, processors in
            BenchmarkGroup(
                dataset: dataset.dataset, mode: "\(strategy)-\(processors)-lps", tier: dataset.tier,
                countedOperations: 1,
                isCountable: processors == 8,
                contenders: InitPolicy.allCases.map { policy in
                    Contender(policy.rawValue) { (input: StartUpInput) in
                        SimulationWorkload(try input.simulation(policy: policy))
                    }
                } + [
                    // The TDMRs are what a closed form looks at.
                    .least { input in
                        let simulation = try input.simulation(policy: .serial)
                        return LeastWorkload(
                            reading: [simulation.work], writing: 8, units: Int(simulation.run().seamcalls))
                    }
                ]
            ) { StartUpInput(try dataset.map(), strategy: strategy, processors: processors) }
        }
    }

    /// The kernel's sequence, call by call, on the emulated module.
    private static let emulated: BenchmarkGroup = {
        let dataset = MapDataset.real("spr-8480ctdx-2s-256g-build698")
        return BenchmarkGroup(
            dataset: dataset.dataset, mode: "emulated-module", countedOperations: 1, reference: "linux",
            contenders: [
                Contender("linux") { (map: HostMemoryMap) in SequenceWorkload(map) },
                Contender("bare-calls", role: .limit) { CallsWorkload(calls: SequenceWorkload($0).unitsPerOperation) },
            ]
        ) { try dataset.map() }
    }()
}

/// A machine with a plan for it.
private struct StartUpInput: Sendable {
    let report: EnableReport?

    init(_ map: HostMemoryMap, strategy: String, processors: Int) {
        report = Planners.named(strategy).map {
            EnableReport(map, strategy: $0, options: EnableOptions(logicalProcessors: processors))
        }
    }

    func simulation(policy: InitPolicy) throws -> StartUpSimulation {
        guard var simulation = report?.simulation else {
            throw NotApplicable("no layout: \(report?.plan.error?.status ?? "refused by the module")")
        }
        simulation.policy = policy
        return simulation
    }
}

/// Simulates the same start-up again and again.
private final class SimulationWorkload: Workload {
    private let simulation: StartUpSimulation
    private let timeline: StartUpTimeline

    init(_ simulation: StartUpSimulation) {
        self.simulation = simulation
        timeline = simulation.run()
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range { total &+= simulation.run().end.rawValue }
        return total
    }

    /// Against the closed form: exactly for one LP, to within one call of each LP where they are balanced, never below it.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let costs = simulation.costs
        let sums = costs.initTimes(simulation.work, pamt: simulation.pamt)
        let end = timeline.initialisation.end
        let call = simulation.work.map { costs.initCall(areas: $0.areas, pamt: simulation.pamt) }.max() ?? .zero
        let processors = simulation.topology.processors
        let closed = sums.parallel(processors: simulation.policy == .serial ? 1 : processors)
        let isRight =
            switch simulation.policy {
            case .serial: end == closed
            case .wholeTDMRs: end + call >= closed
            case .balanced: end + call >= closed && end <= closed + UInt64(processors) * call
            }
        guard isRight else {
            throw WrongAnswer("\(simulation.policy.rawValue): \(end) simulated, \(closed) by the closed form")
        }
        guard timeline.initialisation.calls == simulation.granules * costs.callsPerGranule(simulation.pamt) else {
            throw WrongAnswer("\(timeline.initialisation.calls) TDMR.INIT calls for \(simulation.granules) GiB")
        }
    }

    var unitsPerOperation: Int { max(1, Int(timeline.seamcalls)) }

    var metrics: [Metric] {
        func time(_ name: String, _ span: Picoseconds) -> Metric {
            Metric(name, span.microseconds, unit: "us", kind: .simulated)
        }
        let waits = timeline.waits
        return [
            time("tdmr-init", timeline.initialisation.end), time("enable", timeline.enabling),
            time("first-usable-gib", waits.firstGranule),
            time("half-usable", waits.half),
            Metric("seamcalls", Double(timeline.seamcalls), kind: .simulated, better: .neither),
            Metric("lps-used", Double(timeline.initialisation.processorsUsed), kind: .simulated, better: .neither),
        ]
    }
}

/// Starts the kernel's sequence on a fresh machine again and again.
private final class SequenceWorkload: Workload {
    private let map: HostMemoryMap

    init(_ map: HostMemoryMap) { self.map = map }

    private func start() -> (machine: EmulatedMachine, kernel: HostKernel) {
        let machine = EmulatedMachine(map)
        let kernel = HostKernel(
            on: machine, profile: .v7_3, planner: LinuxPlanner(.plain, placer: nil), reads: .basic, log: RecordingLog())
        // A failure shows in the status, which `verify` looks at.
        try? kernel.start()
        return (machine, kernel)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range { total &+= UInt64(start().machine.seamcalls.calls) }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let (machine, kernel) = start()
        guard kernel.status == .initialized, machine.module.isEveryTDMRInitialized, machine.violations.isEmpty else {
            throw WrongAnswer("the start-up ended as \(kernel.status), \(machine.violations.count) violations")
        }
    }

    var unitsPerOperation: Int { start().machine.seamcalls.calls }
}
