import ArgumentParser
import TDMRConstruction

/// How to plan, the same for every command that plans.
struct StrategyOptions: ParsableArguments {
    @Option(help: "How to plan: \(Planners.all.map(\.name).joined(separator: ", ")).")
    var strategy = Planners.defaultStrategy.name

    @Option(
        help:
            "Where the PAMTs go, for the strategies that follow a kernel: \(PAMTPlacers.all.map(\.name).joined(separator: ", "))."
    )
    var pamtPlacement: String?

    func validate() throws {
        guard let strategy = Planners.named(strategy) else {
            throw ValidationError(
                "Unknown strategy '\(strategy)'; there are \(Planners.all.map(\.name).joined(separator: ", ")).")
        }
        guard let pamtPlacement else { return }
        guard let placer = PAMTPlacers.named(pamtPlacement) else {
            throw ValidationError(
                "Unknown PAMT placement '\(pamtPlacement)'; there are \(PAMTPlacers.all.map(\.name).joined(separator: ", "))."
            )
        }
        guard strategy.planner(PlannerOptions(placer: placer)).pamtPlacement == pamtPlacement else {
            throw ValidationError("Strategy '\(strategy.name)' places PAMTs in its own way.")
        }
    }

    /// The strategy named; validate() has made sure that there is one.
    var chosen: Strategy { Planners.named(strategy) ?? Planners.defaultStrategy }

    var placer: (any PAMTPlacer)? { pamtPlacement.flatMap(PAMTPlacers.named) }
}
