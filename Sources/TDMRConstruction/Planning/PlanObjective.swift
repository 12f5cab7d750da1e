/// What makes one valid plan better than another. To withhold as little as possible comes first in every objective.
public enum PlanObjective: String, CaseIterable, Sendable {
    /// PAMT bytes on another node than their TDMR's, predicted time, PAMT bytes, TDMRs, areas.
    case `default`
    /// PAMT bytes, TDMRs, time, areas.
    case memory
    /// Bridged granules, TDMRs, PAMT bytes, time, areas.
    case simple
    /// Areas, time, PAMT bytes, TDMRs.
    case areas

    /// The figures that the objective compares, in order. The first one that differs decides.
    public var order: [PlanFigures.Key] {
        switch self {
        case .default: [.withheld, .offNode, .time, .pamt, .tdmrs, .areas]
        case .memory: [.withheld, .pamt, .tdmrs, .time, .areas]
        case .simple: [.withheld, .bridged, .tdmrs, .pamt, .time, .areas]
        case .areas: [.withheld, .areas, .time, .pamt, .tdmrs]
        }
    }
}
