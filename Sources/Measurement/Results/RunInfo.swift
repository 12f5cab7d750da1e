/// When, how and with what a machine's cases were measured.
package struct RunInfo: Hashable, Codable, Sendable {
    /// ISO 8601, UTC.
    package var started: String
    /// How long it took.
    @InSeconds package var duration: Duration
    /// The seed of all inputs and orders.
    package var seed: UInt64
    /// The command line after `bench`.
    package var arguments: [String]
    /// `I/N` of a sharded run; nil: all cases.
    package var shard: Shard?
    /// The noise of this run, as sentences.
    package var warnings: [String]
    /// Share of the run's CPU time that the hypervisor gave to others, 0...1; nil where the kernel does not report it.
    package var stealShare: Double?
    /// How the time was spent; nil in results of earlier versions.
    package var phases: RunTimes.Phases?
    /// Cases of the default run that a quick look left out; nil: the run was not a quick look.
    package var leftOut: Int?

    package init(
        started: String, duration: Duration = .zero, seed: UInt64, arguments: [String], shard: Shard? = nil,
        warnings: [String] = [], stealShare: Double? = nil
    ) {
        self.started = started
        self.duration = duration
        self.seed = seed
        self.arguments = arguments
        self.shard = shard
        self.warnings = warnings
        self.stealShare = stealShare
    }

    /// The file's `seconds`.
    private enum CodingKeys: String, CodingKey {
        case duration = "seconds"
        case started, seed, arguments, shard, warnings, stealShare, phases, leftOut
    }

    /// The file's number of seconds where it is impossible; nil where it is possible.
    var impossibleSeconds: Double? { _duration.number >= 0 ? nil : _duration.number }
}
