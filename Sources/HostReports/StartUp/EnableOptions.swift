import PhysicalMemory
public import TDMRConstruction
public import TDXHost
public import TDXModule

/// The options of `tdmr enable`.
public struct EnableOptions: Sendable {
    /// nil: as many as the map states.
    public var logicalProcessors: Int?
    /// nil: not known; the map's default is used.
    public var packages: Int?
    /// The order in which LPs initialise TDMRs.
    public var schedule: InitSchedule
    /// Kernel and module.
    public var profile: PlatformProfile
    /// The costs of the steps.
    public var costs: CostModel
    /// How the memory of the PAMTs is obtained.
    public var allocation: PAMTAllocation
    /// Where the PAMTs go; nil: the strategy's own choice.
    public var placer: (any PAMTPlacer)?
    /// With dynamic PAMT: the guests whose start is priced.
    public var guests = GuestStart(guests: 1, memory: .gib(8))

    /// Whether the kernel asks for the module's extensions, a patch in flight.
    public var wantsExtensions = false

    public init(
        logicalProcessors: Int? = nil, schedule: InitSchedule = .balanced, profile: PlatformProfile = .standard,
        costs: CostModel = .standard,
        allocation: PAMTAllocation = .linux, placer: (any PAMTPlacer)? = nil
    ) {
        self.logicalProcessors = logicalProcessors
        self.schedule = schedule
        self.profile = profile
        self.costs = costs
        self.allocation = allocation
        self.placer = placer
    }
}
