extension HotplugTally {
    /// What an event took on average, as measured; nil without events.
    public var timePerEvent: Duration? { events > 0 ? duration / events : nil }
}
