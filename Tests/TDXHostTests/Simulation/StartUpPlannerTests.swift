import HostReports
import MemoryMaps
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

@Suite struct StartUpPlannerTests {
    @Test(
        arguments: Thoroughness.sample(["emr-foxcreekpass-2s-snc-256g-tdx-fail", "tdx-host-2tb-build784"], of: 1),
        [2, 64])
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

    /// The two plans take a debug build seconds.
    @Test(.enabled(if: Thoroughness.isComplete)) func `where a run costs much, PAMTs lie in fewer runs`() throws {
        let log = "real/tdx-host-2tb-build784/dmesg.txt"
        let map = try MapReader.read(Fixtures.datasets.appending(path: log).path).map
        let input = ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
        var costs = CostModel.standard
        costs.bootAllocation = .milliseconds(50)
        let boot = PAMTAllocation(source: .memblock)
        let few = try StartUpPlanner(costs: costs, processors: 64, allocation: boot).plan(input).outcome.get()
        let many = try StartUpPlanner(costs: .standard, processors: 64, allocation: boot).plan(input).outcome.get()
        func runs(_ layout: Layout) -> Int {
            layout.initWork(memory: map.memory, joiningRuns: true).reduce(0) { $0 + $1.runs }
        }
        #expect(runs(few) < runs(many))
    }

    @Test(
        arguments: Thoroughness.sample(
            [
                ("valve-galileo-custom-apu-0932-1n-15g", nil, PAMTMode.dynamic),
                ("hp-16socket-12tb-16n", 64, PAMTMode.static), ("hp-16socket-12tb-16n", nil, PAMTMode.static),
            ] as [(String, Int?, PAMTMode)], of: 1))
    func `no strategy that withholds no more comes to "initialized" sooner`(
        _ name: String, processors: Int?, pamt: PAMTMode
    ) throws {
        let map = try MapReader.read(Fixtures.datasets.appending(path: "real/\(name)/dmesg.txt").path).map
        let profile = pamt == .dynamic ? PlatformProfile.dynamicPAMT : .standard
        let options = PlannerOptions(logicalProcessors: processors ?? map.logicalProcessors)
        let own = PlanReport(map, strategy: StartUpPlanner.strategy, options: options, profile: profile)
        let total = try #require(own.startUp?.total)
        #expect(own.isValid && own.layout?.withheld.isEmpty == true)
        var compared = 0
        for strategy in Planners.all where !strategy.followsKernel {
            let other = PlanReport(map, strategy: strategy, options: options, profile: profile)
            guard other.isValid, let time = other.startUp?.total else { continue }
            #expect(total <= time, "\(strategy.name)")
            compared += 1
        }
        // The best plan and the kernel-sized one at the least.
        #expect(compared >= 2)
        var input = map.construction
        input.pamt = pamt
        // Linux's allocator has a place for the tables of so many TDMRs on these machines, though not on each.
        let layout = try LinuxVariantPlanner(usesCMRs: map.cmrs != nil, parts: options.logicalProcessors).plan(input)
            .outcome.get()
        let best = try #require(own.layout)
        let planner = StartUpPlanner(costs: .standard.of(profile.rules), processors: options.logicalProcessors)
        #expect(planner.time(best, input) <= planner.time(layout, input))
    }
}
