import CPAPI

/// The kernel's own counts of the calling thread: page faults and context switches, through getrusage(RUSAGE_THREAD).
///
/// The only source of context switches that is right for ordinary users: event counters in user mode see none of them.
package final class UsageBackend: CounterBackend {
    package let name = "rusage"

    package init() {}

    package func resolve(_ counter: LogicalCounter) -> CounterResolution {
        switch counter {
        case .pageFaults where Usage.now() != nil: .found(event: "ru_minflt + ru_majflt")
        case .contextSwitches where Usage.now() != nil: .found(event: "ru_nvcsw + ru_nivcsw")
        case .pageFaults, .contextSwitches: .absent(.noThreadUsage)
        default: .notOffered
        }
    }

    package func open(_ counters: [LogicalCounter]) throws(CounterFault) -> any OpenCounters {
        for counter in counters {
            guard case .found = resolve(counter) else { throw .cannotBeCounted(counter) }
        }
        return Difference(counters)
    }

    private struct Usage {
        var faults: UInt64
        var switches: UInt64

        static func now() -> Usage? {
            var minor: UInt64 = 0
            var major: UInt64 = 0
            var voluntary: UInt64 = 0
            var involuntary: UInt64 = 0
            guard cusage_thread(&minor, &major, &voluntary, &involuntary) else { return nil }
            return Usage(faults: minor + major, switches: voluntary + involuntary)
        }
    }

    private final class Difference: OpenCounters {
        private let counters: [LogicalCounter]
        private var before: Usage?

        init(_ counters: [LogicalCounter]) { self.counters = counters }

        func start() { before = Usage.now() }

        func stop() throws(CounterFault) -> CounterReading {
            guard let after = Usage.now(), let before else { throw .usageFailed }
            return CounterReading(
                values: counters.map {
                    $0 == .pageFaults ? after.faults - before.faults : after.switches - before.switches
                })
        }
    }
}
