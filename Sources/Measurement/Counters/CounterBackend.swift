/// A way to count events: libpapi, perf_event_open, the kernel's own bookkeeping. Used by one thread at a time.
public protocol CounterBackend: AnyObject {
    /// `papi`, `perf`, `rusage`, ...
    var name: String { get }

    /// Whether one counter can be counted here, proven by adding and starting it; a name that merely resolves proves nothing.
    func resolve(_ counter: LogicalCounter) -> CounterResolution

    /// Opens counters that are then counted together, all the time or not at all.
    func open(_ counters: [LogicalCounter]) throws(CounterFault) -> any OpenCounters
}

/// What became of a logical counter.
public enum CounterResolution: Hashable, Sendable {
    /// The native event that was added and started.
    case found(event: String)
    /// This machine does not count it.
    case absent(reason: String)
    /// Not this backend's business.
    case notOffered
}

/// Counters that are open on this thread. Closed when released.
public protocol OpenCounters: AnyObject {
    /// Begins to count from zero.
    func start() throws(CounterFault)
    /// Ends counting and gives the counts since `start`.
    func stop() throws(CounterFault) -> CounterReading
}

/// What was counted between a start and a stop.
public struct CounterReading: Hashable, Sendable {
    /// In the order opened.
    public var values: [UInt64]
    /// Nanoseconds between start and stop, and those of them in which the events really counted; nil where the backend does not say. They differ when the
    /// kernel had to share counters, and then the values are estimates.
    public var enabled: UInt64?
    /// Nanoseconds that the counters really ran; nil where the backend does not say. Less than the time enabled: the kernel multiplexed them.
    public var running: UInt64?

    public init(values: [UInt64], enabled: UInt64? = nil, running: UInt64? = nil) {
        self.values = values
        self.enabled = enabled
        self.running = running
    }
}

/// Why counting failed, in a few words.
public struct CounterFault: Error, Hashable, Sendable {
    /// One line for a person.
    public var reason: String

    /// A fault that is told as `reason`.
    public init(_ reason: String) { self.reason = reason }
}
