import ArgumentParser
import TDMRConstruction

/// The objective of a plan on the command line: the planner's own objectives and the whole start-up.
enum ObjectiveOption: String, ExpressibleByArgument, CaseIterable {
    case `default`, memory, simple, areas
    /// The whole time to "initialized": allocation, TDH.SYS.CONFIG and TDMR.INIT together.
    case startup

    /// The planner's objective; that of `startup` is found by trying several.
    var planObjective: PlanObjective { PlanObjective(rawValue: rawValue) ?? .default }
}
