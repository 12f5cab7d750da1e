extension HotplugTally {
    /// The mean measured time of an event; nil without events.
    public var timePerEvent: Duration? { events > 0 ? duration / events : nil }
}
