import Measurement
import SeededRandom
import TDXHost
import TDXModule

/// Simulates the same start-up again and again.
final class SimulationWorkload: Workload {
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
        let end = timeline.initialization.end
        let call = simulation.work.map { costs.initCall(areas: $0.areas, pamt: simulation.pamt) }.max() ?? .zero
        let processors = simulation.topology.processors
        let closed = sums.parallel(processors: simulation.schedule == .serial ? 1 : processors)
        let isRight =
            switch simulation.schedule {
            case .serial: end == closed
            case .wholeTDMRs: end + call >= closed
            case .balanced: end + call >= closed && end <= closed + UInt64(processors) * call
            }
        guard isRight else {
            throw WrongAnswer(AnswerFault.simulated(end, simulation.schedule, closedForm: closed))
        }
        guard timeline.initialization.calls == simulation.granules * costs.callsPerGranule(simulation.pamt) else {
            throw WrongAnswer(AnswerFault.initCalls(timeline.initialization.calls, granules: simulation.granules))
        }
    }

    var unitsPerOperation: Int { max(1, Int(timeline.seamcalls)) }

    var metrics: [Metric] {
        func time(_ name: String, _ span: Picoseconds) -> Metric {
            Metric(name, span.microseconds, unit: "us", kind: .simulated)
        }
        let waits = timeline.waits
        return [
            time("tdmr-init", timeline.initialization.end), time("enable", timeline.enabling),
            time("first-usable-gib", waits.firstGranule),
            time("half-usable", waits.half),
            Metric("seamcalls", Double(timeline.seamcalls), kind: .simulated, better: .neither),
            Metric("lps-used", Double(timeline.initialization.processorsUsed), kind: .simulated, better: .neither),
        ]
    }
}
