/// What was counted between a start and a stop.
package struct CounterReading: Hashable, Sendable {
    /// In the order opened.
    package var values: [UInt64]
    /// Nanoseconds between start and stop, and those of them in which the events really counted; nil where the backend does not say. They differ when the
    /// kernel had to share counters, and then the values are estimates.
    package var enabled: UInt64?
    /// Nanoseconds that the counters really ran; nil where the backend does not say. Less than the time enabled: the kernel multiplexed them.
    package var running: UInt64?

    package init(values: [UInt64], enabled: UInt64? = nil, running: UInt64? = nil) {
        self.values = values
        self.enabled = enabled
        self.running = running
    }
}

extension CounterReading {
    /// Why the values are estimates and no counts; nil: they are counts.
    var sharing: CounterFault? {
        guard let enabled, let running, enabled != running else { return nil }
        return .shared(running: running, enabled: enabled)
    }
}
