import TDMRConstruction

/// There is no layout to start the machine with.
struct NoLayout: Error, CustomStringConvertible {
    /// Why there is no plan; nil: there is one, which the module refuses.
    var error: ConstructionError?

    var description: String { "no layout: \(error?.status ?? "refused by the module")" }
}
