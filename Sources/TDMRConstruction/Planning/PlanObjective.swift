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

    /// The order of two plans as one comparable value: smaller is better.
    func rank(_ figures: PlanFigures) -> PlanRank {
        let spared = figures.withheldPages == 0 ? 0 : figures.withheldPages + figures.mainTablePages
        let f = figures
        let rest: (Int, Int, Int, Int, Int) = switch self {
        case .default: (f.offNodePages, f.time, f.pamtPages, f.tdmrs, f.areas)
        case .memory: (f.pamtPages, f.tdmrs, f.time, f.areas, 0)
        case .simple: (f.bridgedGranules, f.tdmrs, f.pamtPages, f.time, f.areas)
        case .areas: (f.areas, f.time, f.pamtPages, f.tdmrs, 0)
        }
        return PlanRank(spared, f.withheldPages, rest.0, rest.1, rest.2, rest.3, rest.4)
    }
}

/// Seven figures compared in order.
struct PlanRank: Hashable, Comparable, Sendable {
    let values: SIMD8<Int>

    init(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int, _ f: Int, _ g: Int) {
        values = SIMD8(a, b, c, d, e, f, g, 0)
    }

    static func < (a: Self, b: Self) -> Bool {
        for i in 0..<7 where a.values[i] != b.values[i] { return a.values[i] < b.values[i] }
        return false
    }
}
