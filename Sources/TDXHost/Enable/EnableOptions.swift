public import TDMRConstruction
public import TDXModule

/// How `tdmr enable` is asked to start a machine.
public struct EnableOptions: Sendable {
    /// nil: as many as the map says.
    public var logicalProcessors: Int?
    public var policy: InitPolicy
    public var pamt: PAMTMode
    public var costs: CostModel
    public var zeroesAllocations: Bool
    public var placer: (any PAMTPlacer)?

    public init(
        logicalProcessors: Int? = nil, policy: InitPolicy = .balanced, pamt: PAMTMode = .static, costs: CostModel = .standard,
        zeroesAllocations: Bool = true, placer: (any PAMTPlacer)? = nil
    ) {
        self.logicalProcessors = logicalProcessors
        self.policy = policy
        self.pamt = pamt
        self.costs = costs
        self.zeroesAllocations = zeroesAllocations
        self.placer = placer
    }
}
