public import TDXModule

/// What a planner may be told besides the machine.
public struct PlannerOptions: Sendable {
    /// Where the PAMTs go; nil: the planner's own choice.
    public var placer: (any PAMTPlacer)?
    /// Logical processors that may initialise TDMRs at once.
    public var logicalProcessors: Int
    /// What the best plan is best in.
    public var objective: PlanObjective
    /// What initialising a TDMR costs.
    public var costs: CostModel
    /// Reserved areas kept free in each TDMR.
    public var slack: Int

    public init(
        placer: (any PAMTPlacer)? = nil, logicalProcessors: Int = 1, objective: PlanObjective = .default,
        costs: CostModel = .standard,
        slack: Int = 0
    ) {
        self.placer = placer
        self.logicalProcessors = logicalProcessors
        self.objective = objective
        self.costs = costs
        self.slack = slack
    }
}

/// A line of the registry: a strategy's name and how to make its planner.
public struct Strategy: Sendable {
    /// The name on the command line.
    public var name: String
    /// One line for `--help`.
    public var summary: String
    /// Whether the strategy stands for a kernel: unknown CMRs are then left to the module, and messages are the kernel's own.
    public var followsKernel: Bool
    /// The most memory regions with which it plans in about a second; nil: no such bound is known. `bench` times it up to there.
    public var mostRegions: Int?
    public var planner: @Sendable (PlannerOptions) -> any Planner

    public init(
        name: String, summary: String, followsKernel: Bool, mostRegions: Int? = nil,
        planner: @escaping @Sendable (PlannerOptions) -> any Planner
    ) {
        self.name = name
        self.summary = summary
        self.followsKernel = followsKernel
        self.mostRegions = mostRegions
        self.planner = planner
    }
}

/// The strategies of `tdmr plan`, one line each.
public enum Planners {
    public static let all: [Strategy] = [
        Strategy(
            name: "linux", summary: "Linux as it is: reserved areas are the holes of the memory map",
            followsKernel: true
        ) {
            LinuxPlanner(.plain, placer: $0.placer)
        },
        Strategy(
            name: "linux-cmr", summary: "Linux with the CMR patch v8.2: reserved areas are the holes between the CMRs",
            followsKernel: true
        ) {
            LinuxPlanner(.cmrPatch, placer: $0.placer)
        },
        Strategy(
            name: "best", summary: "the best plan that the module accepts, in the order of --objective",
            followsKernel: false
        ) {
            BestPlanner($0)
        },
        Strategy(
            name: "kernel-sized", summary: "what a kernel could carry: one pass, no search, TDMRs cut for the LPs",
            followsKernel: false
        ) {
            KernelSizedPlanner(costs: $0.costs, processors: $0.logicalProcessors)
        },
        composed("runs", "one TDMR per run of granules, PAMTs beside holes, fewest areas") { _ in RunCoverage() },
        composed("bridge", "the same with the smallest gaps bridged where there are too many runs") { _ in
            BridgingCoverage()
        },
        composed("isolate", "the same with crowded granules as TDMRs of their own") { _ in IsolatingCoverage() },
        composed("even", "runs cut into equal parts, one for each logical processor") {
            EvenSplitCoverage(parts: $0.logicalProcessors)
        },
        composed("least-pamt", "least PAMT with which holes of the memory map need no more areas than there are") { _ in
            LeastPAMTCoverage()
        },
    ]

    /// The strategy of `tdmr plan` when none is named: the best plan there is.
    public static var defaultStrategy: Strategy { all[2] }

    private static func composed(
        _ name: String, _ summary: String, _ coverage: @escaping @Sendable (PlannerOptions) -> any CoverageStrategy
    ) -> Strategy {
        Strategy(name: name, summary: summary, followsKernel: false, mostRegions: 100_000) {
            ComposedPlanner(
                name: name, coverage: coverage($0), placer: $0.placer ?? BesideHolePlacer(), packer: LargestKeptPacker()
            )
        }
    }

    /// Names that strategies had before, which keep working.
    private static let formerNames = ["exact": "least-pamt"]

    public static func named(_ name: String) -> Strategy? { all.first { $0.name == formerNames[name] ?? name } }
}
