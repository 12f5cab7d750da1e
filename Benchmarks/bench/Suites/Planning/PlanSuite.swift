import Measurement
import TDMRConstruction

/// Planning by strategy: cost of a plan and what it is worth. An operation is one plan; a unit is one region.
enum PlanSuite {
    static let family = Family(
        name: "plan", summary: "whole plans by strategy: cost and quality", operation: "plan", unit: "region",
        reference: "linux",
        merit: "predicted-64-lps",
        groups: MapDataset.realMachines.map { group($0, contenders: strategies + objectives(on: $0)) }
            + MapDataset.syntheticMachines.map { group($0, contenders: strategies) } + scaling)

    /// The same machine in ever more regions, CMRs known: 64 nodes whose memory comes in pieces.
    private static let scaling = [1000, 10_000, 100_000, 1_000_000].map { regions in
        BenchmarkGroup(
            dataset: .init("pieces-\(regions)", size: regions, series: "pieces"), mode: "lps-64", countedOperations: 1,
            counting: regions == 1000 ? .always : .whenNamed,
            effort: 1, contenders: strategies
        ) { PlanningMaps.pieces(regions: regions) }
    }

    private static func group(_ data: MapDataset, contenders: [Contender<ConstructionInput>]) -> BenchmarkGroup {
        BenchmarkGroup(
            dataset: data.dataset, mode: "lps-64", tier: data.tier, countedOperations: 1, effort: 5,
            contenders: contenders
        ) {
            let map = try data.map()
            return ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
        }
    }

    /// Where Linux gives up for want of areas.
    private static let refusedByLinux = "real-emr-foxcreekpass-2s-snc-256g-tdx-fail"

    /// The best plan in the other orders: proofs of fewest pages take longest, and real machines are what they are for. The search for fewest areas takes
    /// seconds on large ones; it is timed where areas are what is missing.
    private static func objectives(on data: MapDataset) -> [Contender<ConstructionInput>] {
        PlanObjective.allCases.filter { $0 != .default && ($0 != .areas || data.dataset.name == refusedByLinux) }.map {
            objective in
            contender("best-\(objective.rawValue)") { BestPlanner(objective: objective, processors: 64) }
        }
    }

    private static let strategies =
        Planners.all.map { strategy in
            contender(strategy.name, upTo: strategy.mostRegions) {
                strategy.planner(PlannerOptions(logicalProcessors: 64))
            }
        } + [.least { $0.least }]

    private static func contender(
        _ name: String, upTo maximumSize: Int? = nil, _ planner: @escaping @Sendable () -> any Planner
    ) -> Contender<ConstructionInput> {
        Contender(name, maximumSize: maximumSize) { try JudgedPlanWorkload(planner: planner(), input: $0) }
    }
}
