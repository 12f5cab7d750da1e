/// What a run found: the native result file. Every export, report, comparison and baseline is made from it.
///
/// The file is JSON with one case per line, so that a fault has a line number and two files can be compared with `diff`.
public struct ResultDocument: Hashable, Sendable {
    /// The `schema` field of the file.
    public static let schema = "tdmr-bench-result"
    /// The `version` field of the file; a reader refuses any other.
    public static let version = 1

    /// False in a file whose run was interrupted or goes on: the cases in it are whole, some are missing.
    public var isComplete: Bool
    /// The machines that ran cases; one, unless results were merged. Times of different machines are never compared.
    public var machines: [Machine]
    /// The families the cases belong to.
    public var families: [FamilySummary]
    /// In the order measured.
    public var cases: [CaseResult]
    /// Sizes from which on another algorithm is the fastest.
    public var crossovers: [Crossover]

    public init(
        isComplete: Bool = false, machines: [Machine] = [], families: [FamilySummary] = [], cases: [CaseResult] = [], crossovers: [Crossover] = []
    ) {
        self.isComplete = isComplete
        self.machines = machines
        self.families = families
        self.cases = cases
        self.crossovers = crossovers
    }
}

/// A family as the result needs it: words for units and who the reference is.
public struct FamilySummary: Hashable, Codable, Sendable {
    public var name: String
    /// What the family is about, one sentence.
    public var summary: String
    /// What one operation is: `query`, `build`.
    public var operation: String
    /// What an operation is divided into: `region`, `TDMR`.
    public var unit: String
    /// The algorithm that others are compared with.
    public var reference: String
    /// The metric that says which member is best; nil: the time.
    public var merit: String?

    /// What a result keeps of `family`.
    public init(_ family: Family) {
        name = family.name
        summary = family.summary
        operation = family.operation
        unit = family.unit
        reference = family.reference
        merit = family.merit
    }
}

/// One machine's part of a result.
public struct Machine: Hashable, Codable, Sendable {
    /// What the figures depend on.
    public var environment: Environment
    /// How the run went.
    public var run: RunInfo

    public init(environment: Environment, run: RunInfo) {
        self.environment = environment
        self.run = run
    }

    /// What must be equal for two times to be comparable.
    public var key: MachineKey { environment.key }
}

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

    public init(
        started: String, seconds: Double = 0, seed: UInt64, arguments: [String], shard: Shard? = nil, warnings: [String] = [], stealShare: Double? = nil
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

/// The size at which one member of a family becomes faster than another, on one curve.
public struct Crossover: Hashable, Codable, Sendable {
    /// The family's name.
    public var family: String
    /// How the members are asked.
    public var mode: String
    /// The curve.
    public var series: String
    /// The index of the machine in the result.
    public var machine: Int
    /// The faster one below.
    public var from: String
    /// The faster one above.
    public var to: String
    /// Entries; between two measured sizes, by straight lines in the log-log plane.
    public var size: Double
    /// The measured sizes around it.
    public var between: [Int]
    /// Whether the intervals say on both sides who is faster; false: somewhere around there.
    public var isCertain: Bool
    /// Whether the one below is the fastest of all there and the one above the fastest of all there: the lead changes hands.
    public var isLead: Bool

    public init(
        family: String, mode: String, series: String, machine: Int, from: String, to: String, size: Double, between: [Int], isCertain: Bool,
        isLead: Bool
    ) {
        self.family = family
        self.mode = mode
        self.series = series
        self.machine = machine
        self.from = from
        self.to = to
        self.size = size
        self.between = between
        self.isCertain = isCertain
        self.isLead = isLead
    }
}
