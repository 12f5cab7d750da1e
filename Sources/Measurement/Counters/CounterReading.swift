/// The counts between a start and a stop.
package struct CounterReading: Hashable, Sendable {
    /// In the order opened.
    package var values: [UInt64]
    /// The time between start and stop; nil where the backend does not report it.
    package var enabled: Duration?
    /// The part of it in which the events really counted; nil where the backend does not report it. Less than the whole where the kernel had to share counters, and then
    /// the values are estimates.
    package var running: Duration?

    package init(values: [UInt64], enabled: Duration? = nil, running: Duration? = nil) {
        self.values = values
        self.enabled = enabled
        self.running = running
    }
}

extension CounterReading {
    /// Why the values are estimates, not counts; nil: they are counts.
    var sharing: CounterFault? {
        guard let enabled, let running, enabled != running else { return nil }
        return .shared(running: running, enabled: enabled)
    }
}
