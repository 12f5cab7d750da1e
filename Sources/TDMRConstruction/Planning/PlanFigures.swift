/// The costs of a plan, as the planner counts them. All figures are exact; `PlanSolution` gives them with their units.
public struct PlanFigures: Hashable, Sendable {
    /// Pages of usable memory withheld, without memory outside of every CMR.
    var withheldPages = 0
    /// Pages of all 4K and 2M tables.
    var mainTablePages = 0
    /// Pages of tables that lie on another node than their TDMR's home.
    var offNodePages = 0
    /// T_init with the problem's processors, in picoseconds.
    var time = 0
    /// T_init with one processor, in picoseconds.
    var serialTime = 0
    /// The largest p_i, in picoseconds.
    var longestTime = 0
    /// The largest write floor of a node, in picoseconds: the time to write the PAMTs that lie on it.
    var floorTime = 0
    /// Pages of all tables.
    var pamtPages = 0
    var tdmrs = 0
    /// Reserved areas of all TDMRs, and of the TDMR with the most.
    var areas = 0
    var mostAreas = 0
    /// Granules inside TDMRs, and how many of these have no usable memory.
    var granules = 0
    var bridgedGranules = 0
    /// Pages that the page allocator gets.
    var servedPages = 0

    /// A figure that an objective may compare.
    public enum Key: String, CaseIterable, Sendable {
        /// Pages withheld plus pages of 4K and 2M tables: what TDX costs the page allocator. 0 when nothing is withheld.
        case withheld
        /// Pages of tables on another node than their TDMR's home.
        case offNode
        /// T_init, in picoseconds.
        case time
        /// Pages of all tables.
        case pamt
        /// Granules inside TDMRs that have no usable memory.
        case bridged
        /// TDMRs of the plan.
        case tdmrs
        /// Reserved areas of all TDMRs together.
        case areas
    }

    /// The figure in its own unit: pages, picoseconds, granules or a number.
    subscript(key: Key) -> Int {
        switch key {
        case .withheld: withheldPages == 0 ? 0 : withheldPages + mainTablePages
        case .offNode: offNodePages
        case .time: time
        case .pamt: pamtPages
        case .bridged: bridgedGranules
        case .tdmrs: tdmrs
        case .areas: areas
        }
    }
}
