import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule
import TestSupport
import Testing
import Workloads

/// Every member of the placement registry against the rules of the family.
@Suite struct PlacementTests {
    @Test func `tables have their sizes, lie in memory and apart`() {
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        var judged: [String: Int] = [:]
        for round in 0..<Thoroughness.cases(quick: 300, thorough: 10_000) {
            let regions = machines.adversarialRegions()
            let limits = ModuleLimits(maxTDMRs: 1000)
            guard let memlist = try? MemlistOracle.entries(regions, cmrs: nil), !memlist.isEmpty,
                let tdmrs = try? LinuxCoverage().cover(memlist, limits: limits)
            else { continue }
            let requests = tdmrs.map {
                PAMTRequest(
                    tdmr: $0, node: memlist[Int(machines.random.below(UInt64(memlist.count)))].node,
                    sizes: limits.pamtSizes())
            }
            let problem = PAMTProblem(tdmrs: tdmrs, requests: requests, memory: regions, cmrs: nil)
            // One places tables where there is no memory, to show what the others are worth.
            for placer in PAMTPlacers.all where placer.name != OffMapPageAllocator.name {
                guard let placements = try? placer.place(problem) else { continue }
                #expect(
                    PlacementOracle.fault(of: placements, problem) == nil,
                    "\(placer.name), seed \(seed), machine \(round)")
                judged[placer.name, default: 0] += 1
            }
        }
        for placer in PAMTPlacers.all where ![OffMapPageAllocator.name, OutsidePlacer().name].contains(placer.name) {
            #expect(judged[placer.name, default: 0] > 30, "\(placer.name), seed \(seed)")
        }
    }

    @Test func `the oracle finds what is wrong`() throws {
        let regions = [MemoryRegion(pages: PageRange(0, 2 * PageFrame.perGranule), node: NodeID(0))]
        let tdmrs = [PageRange(0, 2 * PageFrame.perGranule)]
        let requests = tdmrs.map { PAMTRequest(tdmr: $0, node: NodeID(0), sizes: ModuleLimits().pamtSizes()) }
        let problem = PAMTProblem(tdmrs: tdmrs, requests: requests, memory: regions, cmrs: nil)
        let right = try BesideHolePlacer().place(problem)
        #expect(PlacementOracle.fault(of: right, problem) == nil)
        func isOverlap(_ fault: PlacementOracle.Fault?) -> Bool { if case .overlap = fault { true } else { false } }
        var wrong = right
        wrong[0].table4K.base = wrong[0].table2M.base
        #expect(isOverlap(PlacementOracle.fault(of: wrong, problem)))
        wrong = right
        wrong[0].table1G.size += .pages(1)
        #expect(PlacementOracle.fault(of: wrong, problem) == .sizes(tdmrs[0]))
        wrong = right
        wrong[0].table1G.base = PageFrame(3 * PageFrame.perGranule).address
        let far = PageRange(3 * PageFrame.perGranule, 3 * PageFrame.perGranule + wrong[0].table1G.size.pages)
        #expect(PlacementOracle.fault(of: wrong, problem) == .outsideMemory(far))
        #expect(PlacementOracle.fault(of: [], problem) == .count(0, expected: 1))
    }
}
