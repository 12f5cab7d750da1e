internal import TDMRConstruction

extension EnableOptions {
    /// The planner's options: a plan for one LP where one LP initialises.
    func planning(processors: Int) -> PlannerOptions {
        PlannerOptions(placer: placer, logicalProcessors: schedule == .serial ? 1 : processors, costs: costs)
    }
}
