import PhysicalMemory
import TDMRConstruction
import TDXModule
import TestSupport
import Testing
import Workloads

@Suite struct CoverageTests {
    private func cover(_ entries: [(UInt64, UInt64)], maxTDMRs: Int = 64) throws(ConstructionError) -> [PageRange] {
        let granule = PageFrame.perGranule
        let memlist = entries.map {
            MemoryRegion(pages: PageRange($0.0 * granule / 4, $0.1 * granule / 4), node: NodeID(0))
        }
        return try LinuxCoverage().cover(memlist, limits: ModuleLimits(maxTDMRs: maxTDMRs))
    }

    private func gib(_ start: UInt64, _ end: UInt64) -> PageRange {
        PageRange(start * PageFrame.perGranule, end * PageFrame.perGranule)
    }

    /// Entries in quarters of a GiB.
    @Test func `an entry that runs on from the last granule gets a new TDMR for the rest`() throws {
        #expect(try cover([(1, 6)]) == [gib(0, 2)])
        #expect(try cover([(1, 6), (6, 8)]) == [gib(0, 2)])
        #expect(try cover([(1, 6), (6, 9)]) == [gib(0, 2), gib(2, 3)])
        #expect(try cover([(1, 6), (7, 40), (41, 42)]) == [gib(0, 2), gib(2, 10), gib(10, 11)])
        #expect(try cover([(1, 2), (80, 84)]) == [gib(0, 1), gib(20, 21)])
        #expect(try cover([]) == [PageRange(0, 0)])
    }

    @Test func `the limit counts TDMRs after the first`() throws {
        #expect(try cover([(0, 4), (8, 12)], maxTDMRs: 2).count == 2)
        #expect(throws: ConstructionError.tdmrsExhausted) { try cover([(0, 4), (8, 12)], maxTDMRs: 1) }
        #expect(try cover([(0, 4)], maxTDMRs: 1).count == 1)
        #expect(try cover([(0, 4)], maxTDMRs: 0).count == 1)
        #expect(ConstructionError.tdmrsExhausted.message == "TDMRs exhausted.")
    }

    @Test func `every cover is aligned, ascending and holds every entry`() {
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        var judged: [String: Int] = [:]
        for round in 0..<Thoroughness.cases(quick: 300, thorough: 20_000) {
            let input = machines.adversarial()
            guard let memlist = try? MemlistOracle.entries(input.regions, cmrs: nil), !memlist.isEmpty else { continue }
            for strategy in CoverageStrategies.all {
                guard let tdmrs = try? strategy.cover(memlist, limits: ModuleLimits(maxTDMRs: 1000)) else { continue }
                let fault = CoverageOracle.fault(of: tdmrs, memlist: memlist, limits: ModuleLimits(maxTDMRs: 1000))
                #expect(fault == nil, "\(strategy.name), seed \(seed), machine \(round)")
                judged[strategy.name, default: 0] += 1
            }
        }
        for strategy in CoverageStrategies.all {
            #expect(judged[strategy.name, default: 0] > 50, "\(strategy.name), seed \(seed)")
        }
    }
}
