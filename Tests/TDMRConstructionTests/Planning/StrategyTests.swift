import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule
import TestSupport
import Testing

/// Every strategy of `tdmr plan` against the module.
@Suite struct StrategyTests {
    @Test func `the module takes every plan that is no kernel's`() {
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        var judged: [String: Int] = [:]
        let strategies = Planners.all.filter { !$0.followsKernel }
        let rounds = Thoroughness.cases(quick: 6, complete: 300, thorough: 3000)
        // As many more as it takes to judge each strategy.
        for round in 0..<10 * rounds
        where round < rounds || strategies.contains(where: { judged[$0.name, default: 0] <= 5 }) {
            let regions = machines.adversarialRegions().filter { $0.end.rawValue < PageFrame.limit.rawValue / 64 }
            let input = ConstructionInput(regions: regions, cmrs: nil)
            let cmrs = regions.filter { !$0.pages.isEmpty }.map { CMR($0.pages) }
            for strategy in Planners.all {
                let planner = strategy.planner(PlannerOptions(logicalProcessors: Int(1 + machines.random.below(64))))
                let comment = "\(strategy.name), seed \(seed), machine \(round)"
                #expect(planner.name == strategy.name, "\(comment)")
                guard !strategy.followsKernel, case .success(let layout) = planner.plan(input).outcome else { continue }
                let verdict = ConfigVerdict(
                    on: layout.tdmrs.map(\.info), cmrs: cmrs, keyIDs: KeyIDCounts(mktme: 3, tdx: 4),
                    limits: input.limits)
                #expect(verdict.isAccepted, "\(verdict): \(comment)")
                judged[strategy.name, default: 0] += 1
            }
        }
        for strategy in strategies {
            #expect(judged[strategy.name, default: 0] > 5, "\(strategy.name), seed \(seed)")
        }
    }

    @Test func `names are unique, and former ones keep working`() {
        #expect(Set(Planners.all.map(\.name)).count == Planners.all.count)
        for strategy in Planners.all { #expect(Planners.named(strategy.name)?.name == strategy.name) }
        #expect(Planners.named("exact")?.name == "least-pamt")
        #expect(Planners.named("none") == nil)
    }
}
