import TDXModule

/// The strategies of `tdmr plan`, one line each.
public enum Planners {
    /// In the order of help texts.
    public static let all: [Strategy] = [
        linux,
        Strategy(
            name: "linux-cmr", summary: "Linux with the CMR patch v8.2: reserved areas are the holes between the CMRs",
            followsKernel: true
        ) {
            LinuxPlanner(.cmrPatch, placer: $0.placer)
        },
        defaultStrategy,
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
        composed("isolate", "the same with granules of many holes as TDMRs of their own") { _ in IsolatingCoverage() },
        composed("even", "runs cut into equal parts, one for each logical processor") {
            EvenSplitCoverage(parts: $0.logicalProcessors)
        },
        composed("least-pamt", "the least PAMT at which the holes in each TDMR fit its reserved areas") { _ in
            LeastPAMTCoverage()
        },
    ]

    /// The kernel as it is. All other strategies are compared with it.
    public static let linux = Strategy(
        name: "linux", summary: "Linux as it is: reserved areas are the holes of the memory map",
        followsKernel: true, readsCMRs: false
    ) {
        LinuxPlanner(.plain, placer: $0.placer)
    }

    /// The strategy of `tdmr plan` when none is named: the best plan.
    public static let defaultStrategy = Strategy(
        name: "best", summary: "the best plan that the module accepts, in the order of --objective",
        followsKernel: false
    ) {
        BestPlanner($0)
    }

    private static func composed(
        _ name: String, _ summary: String, _ coverage: @escaping @Sendable (PlannerOptions) -> any CoverageStrategy
    ) -> Strategy {
        Strategy(name: name, summary: summary, followsKernel: false, mostRegions: 100_000) {
            ComposedPlanner(
                name: name, coverage: coverage($0), placer: $0.placer ?? BesideHolePlacer(), packer: LargestKeptPacker()
            )
        }
    }

    /// Former names of strategies, which still work.
    private static let formerNames = ["exact": "least-pamt"]

    /// The strategy with this name, or this former name, on the command line; nil when there is none.
    public static func named(_ name: String) -> Strategy? { all.first { $0.name == formerNames[name] ?? name } }
}
