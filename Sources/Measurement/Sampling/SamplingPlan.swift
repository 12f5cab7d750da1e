/// The durations, counts and precision with which a group is sampled.
package struct SamplingPlan: Hashable, Sendable {
    /// The seed of all query streams and slot orders.
    package var seed: UInt64
    /// The least duration of a batch: the clock (23 ns) and the loop around it are then below 0.05 %.
    package var batch: Duration
    /// The fewest operations of a batch, however long they take.
    package var minimumOperations = 1
    /// Blocks to take before precision ends the sampling. A block holds two samples of each contender.
    package var minimumBlocks: Int
    /// Blocks to take at any cost: the interval of two is almost four times as wide as that of three. No further block is begun once the blocks have cost `overdraft` budgets, or one budget with `minimumBlocks`.
    static let leastBlocks = 3
    /// The multiple of the budget that may be spent to reach `minimumBlocks`.
    package var overdraft = 3.0
    /// The most blocks, for any width of the interval.
    package var maximumBlocks: Int
    /// The time per contender, calibration and distribution included, after which no further block is begun (once there are `minimumBlocks`).
    package var budget: Duration
    /// Sampling ends early when every interval is within this share of its value.
    package var precision: Double
    /// Time budget for the fewest samples of all contenders whose single operation exceeds a batch: the slowest are left
    /// out until the others fit; nil: none is left out.
    package var longOperations: Duration?
    /// The CPU time for comparing the answers of one contender.
    package var verifying = Duration.seconds(1)
    /// The number of short batches in the distribution of a case; 0: no distribution, which saves a quarter of a quick look at lookups.
    package var distributionBatches = 2000
    /// The part of the budget that a distribution may take.
    private static let distributionShare = 1.0 / 4
    /// The time for the distribution of a case.
    var distribution: Duration { distributionBatches > 0 ? budget * Self.distributionShare : .zero }
    /// The rest of the budget, for calibration and blocks.
    var blocks: Duration { budget - distribution }

    package init(
        seed: UInt64 = 1, batch: Duration = .microseconds(150), minimumBlocks: Int = 6, maximumBlocks: Int = 40,
        budget: Duration = .milliseconds(60), precision: Double = 0.01
    ) {
        self.seed = seed
        self.batch = batch
        self.minimumBlocks = minimumBlocks
        self.maximumBlocks = maximumBlocks
        self.budget = budget
        self.precision = precision
    }
}
