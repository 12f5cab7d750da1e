import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule
import TestSupport
import Testing
import Workloads

@Suite struct ReservedAreaTests {
    /// A cover of the machine with PAMTs thrown anywhere: in their TDMR, across borders, crowded into one place.
    func problem(_ machines: inout MachineMaker) -> ReservedAreaProblem? {
        let input = machines.adversarial()
        guard let memlist = try? MemlistOracle.entries(input.regions, cmrs: nil), !memlist.isEmpty,
            let tdmrs = try? LinuxCoverage().cover(memlist, limits: ModuleLimits(maxTDMRs: 1000))
        else { return nil }
        var next = tdmrs[0].start.rawValue
        let placements = tdmrs.map { tdmr in
            let sizes = (0..<3).map { _ in
                ByteCount.pages(
                    [0, 1, machines.random.below(2000), machines.random.below(600_000)][Int(machines.random.below(4))])
            }
            if !machines.chance(60) {
                let other = tdmrs[Int(machines.random.below(UInt64(tdmrs.count)))]
                next = max(next, other.start.rawValue + machines.random.below(other.count))
            }
            let tables = sizes.map { size in
                if machines.chance(20) { next += machines.random.below(5) }
                defer { next += size.pages }
                return PAMTTable(base: PageFrame(next).address, size: size)
            }
            return PAMTPlacement(table1G: tables[2], table2M: tables[1], table4K: tables[0])
        }
        return ReservedAreaProblem(
            tdmrs: tdmrs, placements: placements, memlist: memlist, cmrs: input.cmrs,
            maxReservedAreas: [0, 1, 3, 16, 10_000][Int(machines.random.below(5))])
    }

    @Test func `the sweeps reserve what the nested scans reserve`() {
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        var (exhausted, packed) = (0, 0)
        for round in 0..<Thoroughness.cases(quick: 500, thorough: 30_000) {
            guard let problem = problem(&machines) else { continue }
            for (sweep, scan) in [
                (MemblockHolePacker(), NestedScanPacker(.memlist)), (CMRHolePacker(), NestedScanPacker(.cmrs)),
            ]
                as [(any ReservedAreaPacker, NestedScanPacker)]
            {
                let expected = Result { () throws(ConstructionError) in try scan.pack(problem) }
                let answer = Result { () throws(ConstructionError) in try sweep.pack(problem) }
                #expect(answer == expected, "\(sweep.name), seed \(seed), machine \(round)")
                if case .failure = expected { exhausted += 1 } else { packed += 1 }
            }
        }
        #expect(exhausted > 20 && packed > 200, "seed \(seed): \(exhausted) and \(packed)")
    }

    @Test func `a hole across a border is one area in each TDMR, and nothing is merged`() throws {
        let granule = PageFrame.perGranule
        func entry(_ start: UInt64, _ end: UInt64) -> MemoryRegion {
            MemoryRegion(pages: PageRange(start, end), node: NodeID(0))
        }
        let tdmrs = [PageRange(0, granule), PageRange(granule, 2 * granule)]
        let table = PAMTTable(base: PageFrame(0x1100).address, size: .pages(4))
        let none = PAMTTable(base: PageFrame(0x1104).address, size: .zero)
        let placement = PAMTPlacement(table1G: none, table2M: none, table4K: table)
        let outside = PAMTPlacement(
            table1G: none, table2M: none, table4K: PAMTTable(base: PageFrame(1 << 38).address, size: .pages(4)))
        var problem = ReservedAreaProblem(
            tdmrs: tdmrs, placements: [placement, outside],
            memlist: [entry(256, 0x1000), entry(0x1100, 0x20000), entry(granule + 5, 2 * granule)],
            cmrs: nil, maxReservedAreas: 4)
        func area(_ start: UInt64, _ end: UInt64) -> ReservedArea {
            ReservedArea(offset: .pages(start), size: .pages(end - start))
        }
        let expected = [
            [area(0, 256), area(0x1000, 0x1100), area(0x1100, 0x1104), area(0x20000, granule)],
            [area(0, 5)],
        ]
        for packer in [MemblockHolePacker(), NestedScanPacker(.memlist)] as [any ReservedAreaPacker] {
            problem.maxReservedAreas = 4
            #expect(try packer.pack(problem).areas == expected)
            problem.maxReservedAreas = 3
            #expect(throws: ConstructionError.reservedAreasExhausted(tdmrs[0])) { try packer.pack(problem) }
        }
        #expect(
            ConstructionError.reservedAreasExhausted(tdmrs[1]).message
                == "TDMR [0x40000000, 0x80000000): reserved areas exhausted.")
    }
}
