/// What makes one plan better than another, after validity and after withholding as little as possible.
public enum PlanObjective: String, CaseIterable, Sendable {
    /// PAMT bytes off their node, predicted time, PAMT bytes, TDMRs, areas.
    case `default`
    /// PAMT bytes, TDMRs, time, areas.
    case memory
    /// TDMRs without bridging a gap where that is possible, PAMT bytes, time, areas.
    case simple
    /// Areas, time, PAMT bytes, TDMRs.
    case areas

    /// The figures that the objective compares, the first one that differs deciding.
    public var order: [PlanFigures.Key] {
        switch self {
        case .default: [.withheld, .offNode, .time, .pamt, .tdmrs, .areas]
        case .memory: [.withheld, .pamt, .tdmrs, .time, .areas]
        case .simple: [.withheld, .bridged, .tdmrs, .pamt, .time, .areas]
        case .areas: [.withheld, .areas, .time, .pamt, .tdmrs]
        }
    }
}
