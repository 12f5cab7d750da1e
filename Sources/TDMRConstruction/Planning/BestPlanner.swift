import PhysicalMemory
public import TDXModule

/// The best plan that the project can make: the strategy `best`.
public struct BestPlanner: Planner {
    public let name = "best"
    public let pamtPlacement = "planned"
    public var objective: PlanObjective
    public var costs: CostModel
    /// Logical processors that initialise TDMRs at once.
    public var processors: Int
    /// Areas kept free in each TDMR.
    public var slack: Int

    public init(objective: PlanObjective = .default, costs: CostModel = .standard, processors: Int = 2, slack: Int = 0) {
        self.objective = objective
        self.costs = costs
        self.processors = processors
        self.slack = slack
    }

    init(_ options: PlannerOptions) {
        self.init(
            objective: options.objective, costs: options.costs, processors: options.logicalProcessors, slack: options.slack)
    }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        let memlist = input.regions.compactMap { region -> MemoryRegion? in
            let start = max(region.start, .tdxMinimum)
            return start < region.end ? MemoryRegion(pages: PageRange(start: start, end: region.end), node: region.node) : nil
        }
        let convertible = input.cmrs.map { $0.compactMap(Self.pages) } ?? memlist.map(\.pages)
        let (terrain, outside) = Terrain.make(memlist: memlist, convertible: convertible.sorted { $0.start < $1.start })
        let problem = PlanningProblem(
            scale: PlanningScale(limits: input.limits), terrain: terrain, maxTDMRs: input.limits.maxTDMRs,
            maxAreas: input.limits.maxReservedAreas - slack, costs: costs, processors: processors)
        switch PlanSearch(problem: problem, objective: objective).run() {
        case .best(let draft), .unknown(.some(let draft)):
            return PlanResult(memlist: memlist, outcome: .success(draft.layout(problem, outside: outside)))
        case .none:
            return PlanResult(memlist: memlist, outcome: .failure(.impossible(reason: "no plan exists")))
        case .unknown(.none):
            return PlanResult(memlist: memlist, outcome: .failure(.impossible(reason: "no plan was found")))
        }
    }

    /// The whole pages of a CMR.
    private static func pages(_ cmr: CMR) -> PageRange? {
        let (end, overflow) = cmr.base.rawValue.addingReportingOverflow(cmr.size.rawValue)
        let start = PageFrame(atOrAbove: cmr.base)
        let stop = overflow ? PageFrame(1 << 52) : PageFrame(containing: PhysicalAddress(end))
        return start < stop ? PageRange(start: start, end: stop) : nil
    }
}
