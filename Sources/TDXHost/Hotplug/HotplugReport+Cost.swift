extension HotplugReport {
    /// Nanoseconds per event; nil without events.
    public var nanosecondsPerEvent: Double? {
        guard events > 0 else { return nil }
        return duration / .nanoseconds(events)
    }
}
