/// When, how and with what a machine's cases were measured.
package struct RunInfo: Hashable, Codable, Sendable {
    /// ISO 8601, UTC.
    package var started: String
    /// How long it took, seconds.
    package var seconds: Double
    /// The seed of all inputs and orders.
    package var seed: UInt64
    /// The command line after `bench`.
    package var arguments: [String]
    /// `I/N` of a sharded run; nil: all cases.
    package var shard: Shard?
    /// What made this run noisy, as sentences.
    package var warnings: [String]
    /// Share of the run's CPU time that the hypervisor gave to others, 0...1; nil where the kernel does not say.
    package var stealShare: Double?
    /// What the time went to; nil in results of earlier versions.
    package var phases: RunTimes.Phases?
    /// Cases of the default run that a quick look did not take; nil: it was none.
    package var leftOut: Int?

    package init(
        started: String, seconds: Double = 0, seed: UInt64, arguments: [String], shard: Shard? = nil,
        warnings: [String] = [], stealShare: Double? = nil
    ) {
        self.started = started
        self.seconds = seconds
        self.seed = seed
        self.arguments = arguments
        self.shard = shard
        self.warnings = warnings
        self.stealShare = stealShare
    }
}
