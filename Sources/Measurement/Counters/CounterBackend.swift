/// A way to count events: libpapi, perf_event_open, the kernel's own counts. Used by one thread at a time.
package protocol CounterBackend: AnyObject {
    /// `papi`, `perf`, `rusage`, ...
    var name: String { get }

    /// Whether one counter can be counted here, proven by adding and starting it; that its name resolves is not enough.
    func resolve(_ counter: LogicalCounter) -> CounterResolution

    /// Opens counters that are counted together: all the time, or none of them.
    func open(_ counters: [LogicalCounter]) throws(CounterFault) -> any OpenCounters

    /// Why these counters cannot be counted together; nil: they can, proven by counting.
    func conflict(among counters: [LogicalCounter]) -> CounterFault?
}

extension CounterBackend {
    /// Tests it by opening, starting and stopping them.
    package func conflict(among counters: [LogicalCounter]) -> CounterFault? {
        do throws(CounterFault) {
            let open = try open(counters)
            try open.start()
            return try open.stop().sharing
        } catch { return error }
    }
}
