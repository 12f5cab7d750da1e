/// When, how and with what a machine's cases were measured.
public struct RunInfo: Hashable, Codable, Sendable {
    /// ISO 8601, UTC.
    public var started: String
    /// How long it took, seconds.
    public var seconds: Double
    /// The seed of all inputs and orders.
    public var seed: UInt64
    /// The command line after `bench`.
    public var arguments: [String]
    /// `I/N` of a sharded run; nil: all cases.
    public var shard: Shard?
    /// What made this run noisy, as sentences.
    public var warnings: [String]
    /// Share of the run's CPU time that the hypervisor gave to others, 0...1; nil where the kernel does not say.
    public var stealShare: Double?
    /// What the time went to; nil in results of earlier versions.
    public var phases: RunTimes.Phases?
    /// Cases of the default run that a quick look did not take; nil: it was none.
    public var leftOut: Int?

    public init(
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
