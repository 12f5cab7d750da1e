/// The result of one case on one machine.
package struct CaseResult: Hashable, Codable, Sendable {
    /// The kind of a result.
    package enum Status: String, Codable, Sendable {
        /// Verified and timed.
        case measured
        /// Verified; has figures, but its time is meaningless.
        case untimed
        /// The algorithm has no answer for this dataset; `reason` says why.
        case notApplicable = "not-applicable"
        /// Counted exactly under callgrind, not timed.
        case counted
    }

    /// The case; a result has each once per machine.
    package var name: CaseName
    /// Index into `ResultDocument.machines`.
    package var machine: Int
    /// Whether it was measured.
    package var status: Status
    /// Why there is no figure; nil where there is one.
    package var reason: Recorded<Absence>?
    /// How many of its answers were compared with the oracle's; nil: all of them.
    package var untried: Recorded<PartialComparison>?
    /// Whether it is a member, the reference or a limit.
    package var role: ContenderRole
    /// The dataset's place on the size axis of `series`.
    package var size: Int?
    /// The curve it is a point of.
    package var series: String
    /// Units (see `FamilySummary.unit`) in one operation.
    package var unitsPerOperation: Int
    /// Operations in one timed sample, or in the counted run.
    package var operations: Int
    /// Nanoseconds per operation; nil unless `measured`.
    package var time: Estimate?
    /// The time divided by the reference's of the same run; nil where the group has no reference.
    package var ratio: Ratio?
    /// Nanoseconds per operation, in the order taken, two a block (so `samples[2 * b]` and `[2 * b + 1]` belong together).
    ///
    /// Numbers instead of `Duration`, here as in `Estimate`, `Ratio` and `LatencyDistribution`: means over many operations have fractions of a nanosecond, and the
    /// file holds the same numbers. Times that are measured once, asked for or left are a `Duration`.
    package var samples: [Double]
    /// Nanoseconds of CPU time per operation, likewise.
    package var cpuSamples: [Double]
    /// Samples far from the others.
    package var outliers: Outliers
    /// Times of short batches, for the tail; nil where one operation is longer than such a batch.
    package var distribution: LatencyDistribution?
    /// The memory that the algorithm's structure holds; nil where it has none.
    package var footprint: Footprint?
    /// Hardware or simulated counters.
    package var counters: [CounterFigure]
    /// Figures of the case's own kind, such as PAMT pages, in the order shown.
    package var metrics: [Metric]

    package init(
        name: CaseName, machine: Int = 0, status: Status, reason: Recorded<Absence>? = nil,
        role: ContenderRole = .member,
        size: Int? = nil,
        series: String, unitsPerOperation: Int = 1, operations: Int = 0, time: Estimate? = nil, ratio: Ratio? = nil,
        samples: [Double] = [],
        cpuSamples: [Double] = [], outliers: Outliers = Outliers(), distribution: LatencyDistribution? = nil,
        footprint: Footprint? = nil,
        counters: [CounterFigure] = [], metrics: [Metric] = []
    ) {
        self.name = name
        self.machine = machine
        self.status = status
        self.reason = reason
        self.role = role
        self.size = size
        self.series = series
        self.unitsPerOperation = unitsPerOperation
        self.operations = operations
        self.time = time
        self.ratio = ratio
        self.samples = samples
        self.cpuSamples = cpuSamples
        self.outliers = outliers
        self.distribution = distribution
        self.footprint = footprint
        self.counters = counters
        self.metrics = metrics
    }

    /// Whether this is the contender that the others of its group are compared with.
    package var isReference: Bool { ratio?.reference == name.algorithm }
    /// The time per unit (per region of a build, say); the time itself where an operation is one unit.
    package var timePerUnit: Estimate? { time?.map { $0 / Double(unitsPerOperation) } }
}
