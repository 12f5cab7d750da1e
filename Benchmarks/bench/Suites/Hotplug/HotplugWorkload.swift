import Measurement
import MemoryMaps
import SeededRandom
import TDMRConstruction
import TDXHost

/// Runs traces without judging decisions, which is not the policy's work.
final class HotplugWorkload: Workload {
    private static let eventsPerTrace = 1000
    /// Alternating traces, enough that no branch predictor learns them.
    private static let traces = 8

    private let policy: HotplugPolicyKind
    private let machine: HotplugMachine
    private var traces: [HotplugTrace] = []

    init(policy: HotplugPolicyKind, machine: HotplugMachine) {
        self.policy = policy
        self.machine = machine
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        traces = (0..<min(operations, Self.traces)).map { _ in trace(random.next()) }
    }

    /// The events of the traces read, and a word of an answer to each written.
    static func least(on machine: HotplugMachine) -> LeastWorkload<HotplugTrace.Entry> {
        LeastWorkload(
            reading: (1...UInt64(traces)).map { trace($0, machine).entries }, writing: eventsPerTrace * 8,
            units: eventsPerTrace)
    }

    private func trace(_ seed: UInt64) -> HotplugTrace { Self.trace(seed, machine) }

    private static func trace(_ seed: UInt64, _ machine: HotplugMachine) -> HotplugTrace {
        do {
            return try HotplugScenario.random.trace(for: machine, events: eventsPerTrace, seed: seed)
        } catch {
            // Every preset has memory and room above it.
            preconditionFailure("\(error)")
        }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for i in range {
            let report = policy.run(traces[i % traces.count], on: machine, judges: false)
            total &+= UInt64(report.decisionsAccepted) &+ UInt64(report.lookups)
        }
        return total
    }

    /// A run with judging must make the same decisions, and Linux must decide as it does when it walks its list.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let walking = HotplugPolicyKind(HotplugPolicies.linux.name, "") { _ in PerBlockPolicy<LinearList>(.oneEntry) }
        for _ in budget.rounds(4, of: "traces") {
            let trace = trace(random.next())
            let report = policy.run(trace, on: machine, judges: false)
            let other = (policy.name == walking.name ? walking : policy).run(trace, on: machine)
            guard report.decisionsAccepted == other.decisionsAccepted,
                report.decisionsRefused == other.decisionsRefused, report.tdx == other.tdx
            else {
                throw WrongAnswer(
                    AnswerFault.refusals(report.decisionsRefused, by: policy.name, expected: other.decisionsRefused))
            }
        }
    }

    var unitsPerOperation: Int { Self.eventsPerTrace }

    /// The metrics of one trace, the same on every machine.
    var metrics: [Metric] {
        let report = policy.run(trace(1), on: machine)
        return [
            Metric("wrongly-accepted", Double(report.wronglyAccepted)),
            Metric("wrongly-refused", Double(report.wronglyRefused)),
            Metric("bare-errors", Double(report.bareRefusals)),
            Metric("lookups", Double(report.lookups), better: .neither),
        ]
    }
}
