import ArgumentParser
import TDMRConstruction

/// How to plan, the same for every command that plans.
struct StrategyOptions: ParsableArguments {
    @Option(help: "How to plan.")
    var strategy = Planners.defaultStrategy

    @Option(help: "PAMT placement, for the strategies that follow a kernel.")
    var pamtPlacement: PAMTPlacerOption?

    func validate() throws {
        guard let placer else { return }
        guard strategy.planner(PlannerOptions(placer: placer)).pamtPlacement == placer.name else {
            throw ValidationError("Strategy '\(strategy.name)' places PAMTs in its own way.")
        }
    }

    var placer: (any PAMTPlacer)? { pamtPlacement?.placer }
}
