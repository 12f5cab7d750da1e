/// How long and how exactly a group is sampled.
package struct SamplingPlan: Hashable, Sendable {
    /// Where all query streams and slot orders come from.
    package var seed: UInt64
    /// How long a batch lasts at least: the clock (23 ns) and the loop around it are then below 0.05 %.
    package var batch: Duration
    /// Operations a batch has at least, however long that takes.
    package var minimumOperations = 1
    /// Blocks to take before precision ends the sampling. A block holds two samples of each contender.
    package var minimumBlocks: Int
    /// Blocks to take whatever they cost: fewer give no interval. More than these are not begun once they have cost `overdraft` budgets, or one where there are `minimumBlocks`.
    static let leastBlocks = 3
    /// How often the budget may be spent to reach `minimumBlocks`.
    package var overdraft = 3.0
    /// Blocks after which sampling ends whatever the interval.
    package var maximumBlocks: Int
    /// The time per contender, calibration and distribution included, after which no further block is begun (once there are `minimumBlocks`).
    package var budget: Duration
    /// Sampling ends early when every interval is within this share of its value.
    package var precision: Double
    /// What the fewest samples may take together of those contenders of which one operation is longer than a sample need be: from the dearest on they are left
    /// out until the others fit; nil: none is.
    package var longOperations: Duration?
    /// The CPU time that the answers of a contender may be compared for.
    package var verifying = Duration.seconds(1)
    /// Short batches that the distribution of a case is made of; 0: no distribution, which is a quarter of a quick look at lookups.
    package var distributionBatches = 2000
    /// The part of the budget that a distribution may take.
    private static let distributionShare = 1.0 / 4
    /// How long the distribution of a case is sampled for.
    var distribution: Duration { distributionBatches > 0 ? budget * Self.distributionShare : .zero }
    /// What is left of the budget for calibration and blocks.
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
