/// The choices of `--counters`.
package enum CounterChoice: String, CaseIterable, Sendable {
    /// libpapi where it can count an event, else perf_event_open, else the kernel's own counts.
    case auto
    /// libpapi; page faults and context switches from getrusage where it lacks them.
    case papi
    /// perf_event_open; page faults and context switches from getrusage where it lacks them.
    case perf
    /// Exact counts under callgrind, in a run of their own (`bench count`).
    case callgrind
    /// No counters.
    case none

    /// Backends in order of preference; empty for `callgrind`, which counts in another process, and `none`.
    package func backends() -> [any CounterBackend] {
        switch self {
        case .auto: [PAPIBackend(), PerfBackend(), UsageBackend()]
        case .papi: [PAPIBackend(), UsageBackend()]
        case .perf: [PerfBackend(), UsageBackend()]
        case .callgrind, .none: []
        }
    }
}
