/// Figures that no valid plan of a machine falls below, each by itself, among the plans that withhold nothing.
public struct PlanBounds: Hashable, Sendable {
    /// Granules inside TDMRs.
    public var granules = 0
    /// Pages of all tables.
    public var pamtPages = 0
    /// TDMRs of a plan that bridges no gap.
    public var tdmrs = 0
    public var areas = 0
    /// T_init in picoseconds; in the default order among the plans with every PAMT on its TDMR's node, in the orders `memory` and `simple` among those of
    /// the fewest TDMRs where the plan's are proven to be.
    public var time = 0
    /// Where memory must be withheld: pages withheld and pages of 4K and 2M tables together.
    public var withheldAndMainTables = 0

    public init() {}
}

/// A plan's figures with what is known about better ones.
public struct PlanSolution: Hashable, Sendable {
    public var objective: PlanObjective
    public var processors: Int
    public var figures: PlanFigures
    public var bounds: PlanBounds
    /// Whether all plans were tried: then every figure is the best in the objective's order.
    public var isExact: Bool

    /// Which figures are proven, in the objective's order: one that meets its bound is, as long as all before it are.
    public var provenFigures: Set<Figure> {
        if isExact { return Set(Figure.allCases) }
        var proven: Set<Figure> = []
        for figure in Figure.order(objective) {
            guard value(figure) <= bound(figure) else { break }
            proven.insert(figure)
        }
        return proven
    }

    public enum Figure: String, CaseIterable, Sendable {
        case withheld, offNode, time, pamt, tdmrs, areas

        /// The figures that the objective compares, in its order.
        public static func order(_ objective: PlanObjective) -> [Figure] {
            switch objective {
            case .default: [.withheld, .offNode, .time, .pamt, .tdmrs, .areas]
            case .memory: [.withheld, .pamt, .tdmrs, .time, .areas]
            case .simple: [.withheld, .tdmrs, .pamt, .time, .areas]
            case .areas: [.withheld, .areas, .time, .pamt, .tdmrs]
            }
        }
    }

    /// The figure in its own unit: pages, picoseconds or a number.
    public func value(_ figure: Figure) -> Int {
        switch figure {
        case .withheld: figures.withheldPages == 0 ? 0 : figures.withheldPages + figures.mainTablePages
        case .offNode: figures.offNodePages
        case .time: figures.time
        case .pamt: figures.pamtPages
        case .tdmrs: figures.tdmrs
        case .areas: figures.areas
        }
    }

    /// The bound of a figure; 0, which claims nothing, where memory must be withheld and the figure is another.
    public func bound(_ figure: Figure) -> Int {
        if figures.withheldPages > 0, figure != .withheld { return 0 }
        return switch figure {
        case .withheld: figures.withheldPages == 0 ? 0 : bounds.withheldAndMainTables
        case .offNode: 0
        case .time: bounds.time
        case .pamt: bounds.pamtPages
        // Bridging a gap can spare TDMRs: the bound is for plans that do not.
        case .tdmrs: figures.bridgedGranules == 0 ? bounds.tdmrs : 1
        case .areas: bounds.areas
        }
    }
}
