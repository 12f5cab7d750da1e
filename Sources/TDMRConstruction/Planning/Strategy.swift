import TDXModule

/// A line of the registry: a strategy's name and how to make its planner.
public struct Strategy: Sendable {
    /// The name on the command line.
    public var name: String
    /// One line for `--help`.
    public var summary: String
    /// Whether the strategy models a kernel: unknown CMRs are then left to the module, and messages are the kernel's own.
    public var followsKernel: Bool
    /// Whether the strategy uses CMRs, so that its host reads them from the module.
    public var readsCMRs: Bool
    /// The most memory regions with which it plans in about a second, up to which `bench` times it; nil: no such bound is known.
    public var mostRegions: Int?
    /// Makes the planner for some options.
    public var planner: @Sendable (PlannerOptions) -> any Planner

    public init(
        name: String, summary: String, followsKernel: Bool, readsCMRs: Bool = true, mostRegions: Int? = nil,
        planner: @escaping @Sendable (PlannerOptions) -> any Planner
    ) {
        self.name = name
        self.summary = summary
        self.followsKernel = followsKernel
        self.readsCMRs = readsCMRs
        self.mostRegions = mostRegions
        self.planner = planner
    }
}
