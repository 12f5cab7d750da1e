public import MemoryMaps
import PhysicalMemory
public import TDMRConstruction
public import TDXHost
public import TDXModule

/// The result of planning a machine with one strategy: the layout or why there is none, the module's verdict and the predicted cost.
public struct PlanReport: Sendable {
    /// The machine.
    public let map: HostMemoryMap
    /// The strategy.
    public let strategy: Strategy
    /// Which kernel and module it is for.
    public let profile: PlatformProfile
    /// The name of the PAMT placement used.
    public let pamtPlacement: String
    /// The planner's answer.
    public let result: PlanResult
    /// The verdict of TDH.SYS.CONFIG on the layout; nil where it cannot be judged.
    public let verdict: ConfigVerdict?
    /// nil without a layout.
    public let prediction: StartUpPrediction?
    /// The whole start-up with all LPs at work and the kernel's own allocation; `StartUpPlanner` minimises it. nil without a layout.
    public let startUp: StartUpTime?

    /// Plans `map`. Fewer than two TDX KeyIDs end it before anything else.
    /// - Parameters:
    ///   - map: the machine.
    ///   - strategy: how it is planned.
    ///   - options: its number of logical processors is the one that the prediction is made for.
    ///   - profile: kernel and module.
    public init(_ map: HostMemoryMap, strategy: Strategy, options: PlannerOptions, profile: PlatformProfile = .standard)
    {
        var options = options
        options.costs = options.costs.of(profile.rules, bitmapBits: map.limits.pamtBitmapBits)
        let planner = strategy.planner(options)
        self.profile = profile
        self.map = map
        self.strategy = strategy
        pamtPlacement = planner.pamtPlacement
        guard map.keyIDs.tdx >= 2 else {
            result = PlanResult(memlist: [], outcome: .failure(.tooFewKeyIDs))
            verdict = nil
            prediction = nil
            startUp = nil
            return
        }
        var input = map.construction
        input.pamt = profile.pamt
        let result =
            profile.obstacle(on: map).map { PlanResult(memlist: [], outcome: .failure($0)) } ?? planner.plan(input)
        self.result = result
        guard case .success(let layout) = result.outcome else {
            verdict = nil
            prediction = nil
            startUp = nil
            return
        }
        // The placement `off-map` uses addresses that cannot exist.
        verdict =
            strategy.followsKernel && map.cmrs == nil || pamtPlacement == OffMapPageAllocator.name
            ? nil : Self.verdict(on: layout, of: map, memlist: result.memlist, profile: profile)
        prediction = options.costs.predict(
            layout.initWork(memory: map.memory), reads: strategy.reads(map),
            processors: options.logicalProcessors,
            packages: map.packages, pamt: profile.pamt)
        startUp = StartUpTime(
            layout.initWork(memory: map.memory, joiningRuns: !strategy.followsKernel),
            topology: ProcessorTopology(
                processors: max(1, options.logicalProcessors), packages: max(1, map.packages)),
            profile: profile, reads: strategy.reads(map), costs: options.costs, allocation: .linux,
            isParallel: true)
    }

    /// The report of the strategy `linux` for the same machine, kernel and module.
    public func linux(options: PlannerOptions) -> PlanReport {
        var options = options
        options.placer = nil
        return PlanReport(map, strategy: Planners.linux, options: options, profile: profile)
    }

    /// The metadata that the host reads: only a strategy that works with CMRs reads those.
    var reads: MetadataReads { strategy.reads(map) }

    /// Bytes of the kernel's reference counts; nil with static PAMT, which has none.
    public var referenceCounts: ByteCount? {
        profile.pamt == .dynamic ? PAMTReferenceCounts.size(maxPFN: map.maxPFN) : nil
    }

    /// The layout; nil where there is none.
    public var layout: Layout? { try? result.outcome.get() }

    /// Why there is no layout; nil where there is one.
    public var error: ConstructionError? {
        guard case .failure(let error) = result.outcome else { return nil }
        return error
    }

    /// Whether there is a layout that the module does not refuse.
    public var isValid: Bool { layout != nil && verdict?.isAccepted ?? (tdmrBeyondAddresses == nil) }

    /// Whether the memory regions stood in for CMRs that are unknown.
    public var takesMemoryForCMRs: Bool { map.cmrs == nil && !strategy.followsKernel && layout != nil }

    /// The verdict on a layout, with the memlist in place of unknown CMRs; nil with more areas than the
    /// module's structure holds.
    static func verdict(
        on layout: Layout, of map: HostMemoryMap, memlist: [MemoryRegion], profile: PlatformProfile
    ) -> ConfigVerdict? {
        guard map.limits.maxReservedAreas <= TDMRInfo.reservedAreaSlots else { return nil }
        let cmrs = map.cmrs ?? memlist.map { CMR($0.pages) }
        return ConfigVerdict(
            on: layout.tdmrs.map(\.info), cmrs: cmrs, keyIDs: map.keyIDs, limits: map.limits, pamt: profile.pamt,
            rules: profile.rules)
    }
}
