import TDMRConstruction

/// A planner, or a part of one, finds no plan for an input.
struct NoPlan: Error, CustomStringConvertible {
    var error: ConstructionError

    var description: String { error.message ?? error.status }
}
