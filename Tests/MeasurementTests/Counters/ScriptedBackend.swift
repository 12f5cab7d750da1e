import Measurement

/// A backend whose readings are scripted, for the logic of passes.
final class ScriptedBackend: CounterBackend {
    let name = "fake"
    var known: Set<LogicalCounter>
    /// One entry per stop: the value of each counter, and whether the kernel shared the counters.
    var script: [(values: [LogicalCounter: UInt64], shared: Bool)]
    private(set) var opened: [[LogicalCounter]] = []

    init(known: Set<LogicalCounter>, script: [(values: [LogicalCounter: UInt64], shared: Bool)]) {
        self.known = known
        self.script = script
    }

    func resolve(_ counter: LogicalCounter) -> CounterResolution {
        known.contains(counter) ? .found(event: "E") : .absent(.eventUnknown)
    }

    func conflict(among counters: [LogicalCounter]) -> CounterFault? { nil }

    func open(_ counters: [LogicalCounter]) -> any OpenCounters {
        opened.append(counters)
        return Reader(self, counters)
    }

    private final class Reader: OpenCounters {
        let backend: ScriptedBackend
        let counters: [LogicalCounter]

        init(_ backend: ScriptedBackend, _ counters: [LogicalCounter]) {
            self.backend = backend
            self.counters = counters
        }

        func start() {}
        func stop() throws(CounterFault) -> CounterReading {
            guard !backend.script.isEmpty else { throw .notTried }
            let step = backend.script.removeFirst()
            return CounterReading(
                values: counters.map { step.values[$0] ?? 0 }, enabled: .nanoseconds(1000),
                running: .nanoseconds(step.shared ? 700 : 1000))
        }
    }
}
