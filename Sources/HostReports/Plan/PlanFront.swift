public import MemoryMaps
public import PhysicalMemory
public import TDMRConstruction
public import TDXHost
public import TDXModule

/// The Pareto front of plans: none is better than another in enabling time, PAMT and TDMRs at once.
public struct PlanFront: Sendable {
    /// A plan on the front.
    public struct Point: Hashable, Sendable {
        /// Allocation with zeroing, TDH.SYS.CONFIG, cache flush, key configuration and TDMR initialisation.
        public var enabling: Picoseconds
        /// Bytes of all tables.
        public var pamt: ByteCount
        /// The number of TDMRs.
        public var tdmrs: Int
        /// An objective that leads to it.
        public var objective: PlanObjective

        func isBeaten(by other: Point) -> Bool {
            other.enabling <= enabling && other.pamt <= pamt && other.tdmrs <= tdmrs
                && (other.enabling < enabling || other.pamt < pamt || other.tdmrs < tdmrs)
        }
    }

    /// From the quickest to the smallest.
    public var points: [Point]

    /// Plans `map` for several objectives and limits on the number of TDMRs. Plans that withhold memory where
    /// others do not are left out, and so are those that the module refuses.
    /// - Parameters:
    ///   - map: the machine.
    ///   - options: the planner's options.
    ///   - profile: kernel and module.
    ///   - progress: called with the part that is done, 0...1.
    public init(
        _ map: HostMemoryMap, options: PlannerOptions, profile: PlatformProfile = .standard,
        progress: (Double) -> Void = { _ in }
    ) {
        var options = options
        options.costs = options.costs.of(profile.rules, bitmapBits: map.limits.pamtBitmapBits)
        var found: [Point] = []
        let counts = (1...max(1, map.limits.maxTDMRs)).filter {
            $0 <= 16 || ($0 <= 64 && $0 % 4 == 0) || $0.nonzeroBitCount == 1 || $0 == map.limits.maxTDMRs
        }
        var leastWithheld = ByteCount(.max)
        // A plan that uses fewer TDMRs than allowed is also the plan for the limits in between.
        var used: [PlanObjective: Int] = [:]
        for (i, count) in counts.reversed().enumerated() {
            var isWorthIt = false
            for (j, objective) in [PlanObjective.default, .memory, .simple].enumerated() {
                progress((Double(i) + Double(j) / 3) / Double(counts.count))
                if let used = used[objective], used <= count {
                    isWorthIt = true
                    continue
                }
                guard let (point, withheld) = Self.point(map, options, profile, objective, mostTDMRs: count),
                    withheld <= leastWithheld
                else { continue }
                used[objective] = point.tdmrs
                if withheld < leastWithheld { found.removeAll() }
                leastWithheld = withheld
                isWorthIt = true
                found.append(point)
            }
            // If this limit yields no plan, neither does a smaller one.
            if !isWorthIt { break }
        }
        var seen: Set<[UInt64]> = []
        points = found.filter { point in
            !found.contains { point.isBeaten(by: $0) }
                && seen.insert([point.enabling.rawValue, point.pamt.rawValue, UInt64(point.tdmrs)]).inserted
        }.sorted { ($0.enabling, $0.pamt.rawValue, $0.tdmrs) < ($1.enabling, $1.pamt.rawValue, $1.tdmrs) }
    }

    /// The point of the best plan with at most so many TDMRs, and the memory that it withholds; nil where there is no
    /// plan that the module takes.
    private static func point(
        _ map: HostMemoryMap, _ options: PlannerOptions, _ profile: PlatformProfile, _ objective: PlanObjective,
        mostTDMRs: Int
    ) -> (point: Point, withheld: ByteCount)? {
        var input = map.construction
        input.limits.maxTDMRs = mostTDMRs
        var planner = BestPlanner(
            objective: objective, costs: options.costs, processors: options.logicalProcessors, slack: options.slack)
        planner.proves = false
        let pamt = profile.pamt
        input.pamt = pamt
        let result = planner.plan(input)
        guard case .success(let layout) = result.outcome,
            PlanReport.verdict(on: layout, of: map, memlist: result.memlist, profile: profile)?.isAccepted ?? true
        else { return nil }
        let work = layout.initWork(memory: map.memory, joiningRuns: true)
        let granules = work.reduce(0) { $0 + $1.granules }
        let enabling =
            options.costs.allocationTime(
                granules: granules, tdmrs: work.reduce(0) { $0 + $1.runs }, zeroed: true, pamt: pamt)
            + options.costs.configTime(tdmrs: work.count, areas: work.reduce(0) { $0 + $1.areas })
            + options.costs.cacheFlush
            + UInt64(map.packages) * options.costs.keyConfig
            + options.costs.initTimes(work, pamt: pamt).parallel(processors: options.logicalProcessors)
        let point = Point(enabling: enabling, pamt: layout.pamtSize, tdmrs: layout.tdmrs.count, objective: objective)
        return (point, layout.withheldSize)
    }
}
