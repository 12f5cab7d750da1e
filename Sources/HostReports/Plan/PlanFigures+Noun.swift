import TDMRConstruction

extension PlanFigures.Key {
    /// The figure's name in words.
    public var noun: String {
        switch self {
        case .withheld: "memory withheld with its tables"
        case .offNode: "PAMT off its node"
        case .time: "time"
        case .pamt: "PAMT"
        case .bridged: "granules without memory"
        case .tdmrs: "TDMRs"
        case .areas: "areas"
        }
    }
}
