public import PhysicalMemory
public import TDMRConstruction
public import TDXModule

/// The plan with the shortest start-up: allocation, TDH.SYS.CONFIG and TDH.SYS.TDMR.INIT together, not TDMR.INIT alone. A TDMR fewer saves an allocation of tables and some of
/// TDH.SYS.CONFIG; a GiB less saves its allocation.
///
/// It takes the best of the planner's answers for several objectives under several bounds on the TDMRs, and of the other strategies' answers: no strategy that withholds no more
/// memory is quicker. Memory withheld from the page allocator comes before time; the nodes of the tables are not considered.
public struct StartUpPlanner: Planner {
    public let name = "best"
    public let pamtPlacement = "planned"
    /// The costs of the start-up's steps.
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

    /// A layout that may be the best for one way to allocate or another.
    public struct Candidate: Sendable {
        /// A planner's answer: a layout.
        public let result: PlanResult
        /// The memory that the layout withholds from the page allocator.
        public let withheld: ByteCount
        /// Its TDMRs.
        public let work: [TDMRInitWork]
    }

    public func plan(_ input: ConstructionInput) -> PlanResult {
        let candidates = candidates(input)
        if let best = best(of: candidates, pamt: input.pamt) { return best.result }
        var planner = BestPlanner(costs: costs, processors: processors, slack: slack)
        planner.proves = false
        return planner.plan(input)
    }

    /// The candidate that withholds least and, among those, starts fastest; nil where there is none.
    public func best(of candidates: [Candidate], pamt: PAMTMode) -> Candidate? {
        candidates.min { ($0.withheld, time($0.work, pamt)) < ($1.withheld, time($1.work, pamt)) }
    }

    /// Layouts worth a look: the planner's for several objectives under several bounds on the TDMRs, and those of the other strategies that the module accepts. They do not
    /// depend on how memory is allocated.
    public func candidates(_ input: ConstructionInput) -> [Candidate] {
        var results: [PlanResult] = []
        let most = input.limits.maxTDMRs
        for bound in [most] + [1, 2, 4, 8, 16, 32, processors].filter({ $0 < most }) {
            // Limits on the number of TDMRs are tried for the objectives time and memory only.
            for objective in bound == most ? PlanObjective.allCases : [.default, .memory] {
                var limited = input
                limited.limits.maxTDMRs = bound
                var planner = BestPlanner(objective: objective, costs: costs, processors: processors, slack: slack)
                planner.proves = false
                results.append(planner.plan(limited))
            }
        }
        results += siblings(input)
        return results.compactMap { result in
            guard case .success(let layout) = result.outcome else { return nil }
            let memory = result.memlist.reduce(ByteCount.zero) { $0 + $1.pages.size }
            // A layout that serves no memory is not a candidate.
            guard layout.withheldSize + layout.pamtSize < memory else { return nil }
            return Candidate(
                result: result, withheld: layout.withheldSize,
                work: layout.initWork(memory: input.regions, joiningRuns: true))
        }
    }

    /// The other strategies' answers that the module accepts (1.5.01, with dynamic PAMT 2.0.18; the caller judges the final plan by its own version) and in which the areas
    /// to be kept free are free.
    private func siblings(_ input: ConstructionInput) -> [PlanResult] {
        guard input.limits.maxReservedAreas <= TDMRInfo.reservedAreaSlots else { return [] }
        let options = PlannerOptions(logicalProcessors: processors, costs: costs)
        let composed = Planners.all.filter { strategy in
            strategy.name != name && !strategy.followsKernel
                && strategy.mostRegions.map { input.regions.count <= $0 } ?? true
        }
        let variants = [true, false].flatMap { usesCMRs in
            [nil, processors].map { LinuxVariantPlanner(usesCMRs: usesCMRs, parts: $0) }
        }
        let planners: [any Planner] = composed.map { $0.planner(options) } + variants
        return planners.map { $0.plan(input) }.filter { isAccepted($0, input) }
    }

    private func isAccepted(_ result: PlanResult, _ input: ConstructionInput) -> Bool {
        guard case .success(let layout) = result.outcome else { return false }
        let tdmrs = layout.tdmrs.map(\.info)
        guard tdmrs.allSatisfy({ $0.reservedAreas.count + slack <= input.limits.maxReservedAreas }),
            tdmrs.allSatisfy({ PageFrame(containing: $0.base + $0.size) <= input.addressLimit })
        else { return false }
        let cmrs = input.cmrs ?? result.memlist.map { CMR($0.pages) }
        return ConfigVerdict(
            on: tdmrs, cmrs: cmrs, keyIDs: .usual, limits: input.limits, pamt: input.pamt,
            rules: input.pamt == .dynamic ? .v2_0_18 : .v1_5_01
        ).isAccepted
    }

    /// The part of the start-up time that depends on the layout.
    public func time(_ layout: Layout, _ input: ConstructionInput) -> Picoseconds {
        time(layout.initWork(memory: input.regions, joiningRuns: true), input.pamt)
    }

    private func time(_ work: [TDMRInitWork], _ pamt: PAMTMode) -> Picoseconds {
        allocation.time(work, costs, pamt: pamt)
            + costs.configTime(tdmrs: work.count, areas: work.reduce(0) { $0 + $1.areas })
            + costs.initTimes(work, pamt: pamt).parallel(processors: processors)
    }
}
