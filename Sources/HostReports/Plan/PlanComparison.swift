public import MemoryMaps
public import PhysicalMemory
public import TDMRConstruction
public import TDXHost
public import TDXModule

/// All strategies on one machine, side by side.
public struct PlanComparison: Sendable {
    /// The result of a strategy, without the lists of memory, which on large machines are as long as the map.
    public struct Row: Sendable {
        /// The strategy.
        public let strategy: Strategy
        /// nil where there is a layout.
        public let error: ConstructionError?
        /// nil without a layout, and where the layout cannot be judged.
        public let verdict: ConfigVerdict?
        /// Whether the module refuses the layout, including refusals that are known without judging.
        public let isRefused: Bool
        /// nil without a layout that the module may take.
        public let prediction: StartUpPrediction?
        /// TDMRs; 0 without a layout.
        public let tdmrs: Int
        /// Reserved areas of all TDMRs; 0 without a layout.
        public let areas: Int
        /// Reserved areas of the TDMR that has most; 0 without a layout.
        public let mostAreas: Int
        /// Bytes of all tables; zero without a layout.
        public let pamt: ByteCount
        /// Bytes kept from the page allocator; zero without a layout.
        public let withheld: ByteCount

        init(_ report: PlanReport) {
            strategy = report.strategy
            error = report.error
            verdict = report.verdict
            isRefused = report.layout != nil && !report.isValid
            prediction = report.isValid ? report.prediction : nil
            let counts = report.layout?.tdmrs.map(\.info.reservedAreas.count) ?? []
            tdmrs = counts.count
            areas = counts.reduce(0, +)
            mostAreas = counts.max() ?? 0
            pamt = report.layout?.pamtSize ?? .zero
            withheld = report.layout?.withheldSize ?? .zero
        }
    }

    /// One for each strategy, in the order of the registry.
    public var rows: [Row]

    /// Plans `map` with every strategy, each placing PAMTs in its own way.
    public init(_ map: HostMemoryMap, options: PlannerOptions, profile: PlatformProfile = .standard) {
        var options = options
        options.placer = nil
        rows = Planners.all.map { Row(PlanReport(map, strategy: $0, options: options, profile: profile)) }
    }
}
