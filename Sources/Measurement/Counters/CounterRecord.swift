import CProbes
import JSONText

/// A machine's counters tested with known work: the file shows whether that machine's figures can be trusted.
package struct CounterRecord: Codable, Sendable {
    /// Counters that a run counts together, and whether that works.
    package struct Pass: Codable, Sendable {
        /// `papi`, `perf`, `rusage`.
        package var source: String
        /// In the order counted.
        package var counters: [String]
        /// Why they cannot be counted together; nil: they can.
        package var fault: Recorded<CounterFault>?
    }

    /// `tdmr-bench-counters`
    package var schema: String
    /// 1
    package var version: Int
    /// The machine.
    package var environment: Environment
    /// libpapi's version, or why it is not used.
    package var library: String
    /// Counting units of the cores; empty: none.
    package var units: [CorePMU]
    /// `/proc/sys/kernel/perf_event_paranoid`.
    package var paranoid: String?
    /// The path of perf.
    package var perf: String?
    /// Each counter of each source.
    package var outcomes: [CounterExpectation.Outcome]
    /// The counters that a run counts together.
    package var passes: [Pass]

    /// The file's `claims`.
    private enum CodingKeys: String, CodingKey {
        case schema, version, environment, library, units, paranoid, perf, passes
        case outcomes = "claims"
    }

    /// Whether there is a counter that does not count what it should.
    package var isBroken: Bool { outcomes.contains { $0.verdict == .broken } }

    /// Whether a hardware counter was read at all.
    package var hasHardware: Bool {
        outcomes.contains { outcome in
            outcome.counted != nil && LogicalCounter(rawValue: outcome.counter).map { !$0.isSoftware } == true
        }
    }

    /// Does the work and counts it: about 20 s, a second if `quick`.
    /// - Parameters:
    ///   - quick: whether to do less work.
    ///   - isolation: the CPU that the process is bound to.
    ///   - command: this program doing known work: the arguments before its name and the number of units.
    ///   - backends: the sources of counters.
    package static func take(
        quick: Bool, isolation: ProcessIsolation, command: [String],
        backends: [any CounterBackend] = [PAPIBackend(), PerfBackend(), UsageBackend()]
    ) -> CounterRecord {
        let environment = Environment.current(isolation)
        let papi = backends.lazy.compactMap { $0 as? PAPIBackend }.first
        let trial = CounterTrial(quick: quick, caches: environment.processor.caches)
        var outcomes: [CounterExpectation.Outcome] = []
        for counter in LogicalCounter.allCases {
            outcomes += trial.outcomes(of: counter, by: backends)
            outcomes += trial.outcome(ofPerfStat: counter, command: command).map { [$0] } ?? []
        }
        let session = CounterSession(backends: backends, groups: EventGroup.allCases)
        return CounterRecord(
            schema: "tdmr-bench-counters", version: 1, environment: environment,
            library: papi?.version.map { "libpapi \($0)" } ?? papi?.unusable ?? "libpapi is not asked for",
            units: CorePMU.all(), paranoid: SmallFile.line("/proc/sys/kernel/perf_event_paranoid"),
            perf: Programs.perf, outcomes: outcomes, passes: session.passes.map { session.trial(of: $0) })
    }

    /// The file: one outcome and pass a line.
    /// - Throws: `EncodingError`.
    package func json() throws -> [UInt8] {
        JSONValue.file([
            "schema": .string(schema), "version": JSONValue(version),
            "environment": try .written(encoding: environment), "library": .string(library),
            "units": try .written(encoding: units), "paranoid": .optional(paranoid), "perf": .optional(perf),
            "claims": .array(try JSONValue.written(each: outcomes)),
            "passes": .array(try JSONValue.written(each: passes)),
        ])
    }
}
