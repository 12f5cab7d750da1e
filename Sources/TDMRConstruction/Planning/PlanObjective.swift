/// What makes one valid plan better than another. In every objective the memory that TDX costs the page allocator comes first where any is withheld:
/// pages withheld and pages of 4K and 2M tables, then the pages withheld alone.
public enum PlanObjective: String, CaseIterable, Sendable {
    /// PAMT bytes on another node than their TDMR's, predicted time, PAMT bytes, TDMRs, areas.
    case `default`
    /// PAMT bytes, TDMRs, time, areas.
    case memory
    /// Bridged granules, TDMRs, PAMT bytes, time, areas.
    case simple
    /// Areas, time, PAMT bytes, TDMRs.
    case areas

    /// The figures that the objective compares, in order; after `withheld`, the pages withheld without tables. The first one that differs decides.
    public var order: [PlanFigures.Key] {
        switch self {
        case .default: [.withheld, .offNode, .time, .pamt, .tdmrs, .areas]
        case .memory: [.withheld, .pamt, .tdmrs, .time, .areas]
        case .simple: [.withheld, .bridged, .tdmrs, .pamt, .time, .areas]
        case .areas: [.withheld, .areas, .time, .pamt, .tdmrs]
        }
    }
}
