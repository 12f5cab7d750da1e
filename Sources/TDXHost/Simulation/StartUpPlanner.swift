import PhysicalMemory
public import TDMRConstruction
public import TDXModule

/// The plan with the shortest way to "initialized": allocation, TDH.SYS.CONFIG and TDH.SYS.TDMR.INIT together, not TDMR.INIT alone. A TDMR fewer spares a run of tables and some of
/// TDH.SYS.CONFIG, a GiB less spares its allocation.
///
/// It takes the best of the planner's answers for several objectives under several bounds on the TDMRs.
public struct StartUpPlanner: Planner {
    public let name = "best"
    public let pamtPlacement = "planned"
    /// What the start-up's steps cost.
    public var costs: CostModel
    /// LPs that initialise TDMRs at once, at least 1.
    public var processors: Int
    /// Reserved areas kept free in each TDMR.
    public var slack: Int
    /// How the tables are allocated.
    public var allocation: PAMTAllocation

    public init(costs: CostModel, processors: Int, slack: Int = 0, allocation: PAMTAllocation = .linux) {
        self.costs = costs
        self.processors = processors
        self.slack = slack
        self.allocation = allocation
    }

    /// The planner as a strategy.
    public static let strategy = Strategy(
        name: "best", summary: "the shortest way to \"initialized\"", followsKernel: false
    ) {
        StartUpPlanner(costs: $0.costs, processors: $0.logicalProcessors, slack: $0.slack)
    }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        var best: (result: PlanResult, withheld: UInt64, time: Picoseconds)?
        var first: PlanResult?
        let most = input.limits.maxTDMRs
        let bounds = [most] + [1, 2, 4, 8, 16, 32, processors].filter { $0 < most }
        for bound in bounds {
            // Fewer TDMRs are tried for time and for memory only.
            for objective in bound == most ? PlanObjective.allCases : [.default, .memory] {
                var limited = input
                limited.limits.maxTDMRs = bound
                var planner = BestPlanner(objective: objective, costs: costs, processors: processors, slack: slack)
                planner.proves = false
                let result = planner.plan(limited)
                first = first ?? result
                guard case .success(let layout) = result.outcome else { continue }
                let withheld = layout.withheld.reduce(0) { $0 + $1.count }
                let time = time(layout, input)
                if best.map({ (withheld, time) < ($0.withheld, $0.time) }) ?? true { best = (result, withheld, time) }
            }
        }
        return best?.result ?? first ?? PlanResult(memlist: [], outcome: .failure(.outOfMemory))
    }

    /// What depends on the layout of the whole start-up.
    public func time(_ layout: Layout, _ input: ConstructionInput) -> Picoseconds {
        let work = layout.initWork(memory: input.regions)
        return allocation.time(work, costs, pamt: input.pamt)
            + costs.configTime(tdmrs: work.count, areas: work.reduce(0) { $0 + $1.areas })
            + costs.initTimes(work, pamt: input.pamt).parallel(processors: processors)
    }
}
