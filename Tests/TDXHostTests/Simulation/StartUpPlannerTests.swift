import HostReports
import MemoryMaps
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

@Suite struct StartUpPlannerTests {
    @Test(arguments: ["tdx-host-2tb-build784", "emr-foxcreekpass-2s-snc-256g-tdx-fail"], [2, 64])
    func `no objective of the planner comes to "initialized" sooner`(_ name: String, processors: Int) throws {
        let map = try MapReader.read(Fixtures.datasets.appending(path: "real/\(name)/dmesg.txt").path).map
        let input = ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
        let planner = StartUpPlanner(costs: .standard, processors: processors)
        let own = try planner.plan(input).outcome.get()
        let time = planner.time(own, input)
        for objective in PlanObjective.allCases {
            var other = BestPlanner(objective: objective, processors: processors)
            other.proves = false
            #expect(time <= planner.time(try other.plan(input).outcome.get(), input), "\(objective)")
        }
        let report = PlanReport(
            map, strategy: StartUpPlanner.strategy, options: PlannerOptions(logicalProcessors: processors))
        #expect(report.isValid && report.layout == own)
    }

    @Test func `where a run costs much and cutting gains little, fewer TDMRs are better`() throws {
        let map = try MapReader.read(Fixtures.datasets.appending(path: "real/tdx-host-2tb-build784/dmesg.txt").path).map
        let input = ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
        var costs = CostModel.standard
        costs.bootAllocation = .milliseconds(50)
        let boot = PAMTAllocation(source: .memblock)
        let few = try StartUpPlanner(costs: costs, processors: 64, allocation: boot).plan(input).outcome.get()
        let many = try StartUpPlanner(costs: .standard, processors: 64, allocation: boot).plan(input).outcome.get()
        #expect(few.tdmrs.count < many.tdmrs.count)
    }
}
