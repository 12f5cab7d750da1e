/// An algorithm that makes a layout for a machine, from coverage to reserved areas.
///
/// One file per planner and one line in `Planners.all`.
public protocol Planner: Sendable {
    /// The strategy's name on the command line: `linux`, `linux-cmr`, ...
    var name: String { get }

    /// The name of the PAMT placement the planner uses: `contig`, `top-down`, ...
    var pamtPlacement: String { get }

    /// Plans a layout. Never traps on a map that a reader accepted.
    func plan(_ input: ConstructionInput) -> PlanResult
}
