import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Small maps that once took half a minute: fragments of nearly the same length, which tables can fill in a great many ways. The work on each has a bound.
@Suite struct PlanBudgetTests {
    /// Processor seconds for one plan on a slow machine.
    #if DEBUG
    private static let mostSeconds = 30.0
    #else
    private static let mostSeconds = 3.0
    #endif

    /// 32 regions between holes of the firmware: lengths about those of a few tables, so that sums of tables come near each of them.
    private static func machine(seed: UInt64) -> ConstructionInput {
        var maker = MachineMaker(seed: seed)
        let sizes = ModuleLimits.standard.pamtSizes()
        let unit = sizes.size(.page4K, granules: 1).pages
        let spread = maker.one(of: [3, 40, 700, unit])
        let regions = maker.regions(32, from: maker.pick(1...8) * 256) { maker, index in
            let length: UInt64 =
                switch index % 4 {
                case 0: maker.pick(1...8) << 18
                case 1: maker.pick(1...9) * unit + maker.pick(0...spread)
                case 2:
                    maker.pick(1...9) * (unit + sizes.size(.page2M, granules: 1).pages) + maker.pick(0...spread)
                default: maker.pick(1...spread)
                }
            return MachineMaker.Piece(
                pages: length, node: UInt32(index * maker.pick(1...3) / 40), gap: maker.pick(1...600))
        }
        return ConstructionInput(
            regions: regions, cmrs: maker.pick(0...2) == 0 ? nil : maker.cmrs(regions, bridged: 0))
    }

    @Test(arguments: Thoroughness.sample(PlanObjective.allCases, of: 2))
    func `a hundred maps of 32 regions take bounded work`(_ objective: PlanObjective) {
        let seed = TestSeed.next()
        for index in 0..<UInt64(Thoroughness.cases(quick: 1, complete: 20, thorough: 100)) {
            let input = Self.machine(seed: seed &+ index)
            let start = Self.processorSeconds
            let result = BestPlanner(objective: objective, processors: 8).plan(input)
            let seconds = Self.processorSeconds - start
            #expect(seconds < Self.mostSeconds, "seed \(seed &+ index): \(seconds) s")
            #expect((try? result.outcome.get()) != nil, "seed \(seed &+ index)")
        }
    }

    /// Of this thread: what else runs on the machine does not count.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
