/// A way to count events: libpapi, perf_event_open, the kernel's own bookkeeping. Used by one thread at a time.
public protocol CounterBackend: AnyObject {
    /// `papi`, `perf`, `rusage`, ...
    var name: String { get }

    /// Whether one counter can be counted here, proven by adding and starting it; a name that merely resolves proves nothing.
    func resolve(_ counter: LogicalCounter) -> CounterResolution

    /// Opens counters that are then counted together, all the time or not at all.
    func open(_ counters: [LogicalCounter]) throws(CounterFault) -> any OpenCounters
}
