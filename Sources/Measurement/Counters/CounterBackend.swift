/// A way to count events: libpapi, perf_event_open, the kernel's own counts. Used by one thread at a time.
package protocol CounterBackend: AnyObject {
    /// `papi`, `perf`, `rusage`, ...
    var name: String { get }

    /// Whether one counter can be counted here, proven by adding and starting it; a name that merely resolves proves nothing.
    func resolve(_ counter: LogicalCounter) -> CounterResolution

    /// Opens counters that are then counted together, all the time or not at all.
    func open(_ counters: [LogicalCounter]) throws(CounterFault) -> any OpenCounters

    /// Why these counters cannot be counted together; nil: they can, proven by counting.
    func conflict(among counters: [LogicalCounter]) -> CounterFault?
}

extension CounterBackend {
    /// Opens, starts and stops them.
    package func conflict(among counters: [LogicalCounter]) -> CounterFault? {
        do throws(CounterFault) {
            let open = try open(counters)
            try open.start()
            return try open.stop().sharing
        } catch { return error }
    }
}
