import PhysicalMemory
import TDMRConstruction
import TDXModule
import TestSupport
import Testing

@Suite struct LinuxPlannerTests {
    @Test(arguments: ["contig", "top-down", "off-map"])
    func `one pass a step gives what the kernel's scans give`(placement: String) throws {
        let placer = try #require(PAMTPlacers.named(placement))
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        var successes = 0
        for round in 0..<Thoroughness.cases(quick: 300, thorough: 10_000) {
            let input = machines.adversarial()
            for variant in [LinuxPlanner.Variant.plain, .cmrPatch] {
                let expected = LinuxLiteralPlanner(variant, placer: placer).plan(input)
                let answer = LinuxPlanner(variant, placer: placer).plan(input)
                #expect(answer == expected, "\(variant), seed \(seed), machine \(round)")
                if case .success = expected.outcome { successes += 1 }
            }
        }
        #expect(successes > 50, "seed \(seed)")
    }

    private func machine(_ regions: [(UInt64, UInt64)], _ limits: ModuleLimits = .standard) -> ConstructionInput {
        ConstructionInput(
            regions: regions.map { MemoryRegion(pages: PageRange($0.0, $0.1), node: NodeID(0)) }, cmrs: nil,
            limits: limits)
    }

    @Test func `memory below 1 MiB only is one empty TDMR whose PAMT cannot be allocated`() {
        for name in ["contig", "top-down", "off-map"] {
            let result = LinuxPlanner(.plain, placer: PAMTPlacers.named(name)).plan(machine([(0, 159)]))
            #expect(result.outcome == .failure(.outOfMemory))
            #expect(result.memlist.isEmpty)
        }
    }

    @Test func `unknown CMRs are an empty list to the patch`() {
        let result = LinuxPlanner(.cmrPatch).plan(machine([(0, 0x70000)]))
        guard case .failure(let error) = result.outcome else {
            Issue.record("planned without CMRs")
            return
        }
        #expect(error.errno == .EINVAL)
        #expect(error.message == "memory region [0x0, 0x70) is not TDX convertible memory.")
        #expect(result.memlist.isEmpty)
    }

    @Test func `fewer than four TDMRs left are warned of`() {
        let granule = PageFrame.perGranule
        let input = machine((0..<3).map { (4 * $0 * granule, (4 * $0 + 1) * granule) }, ModuleLimits(maxTDMRs: 6))
        let result = LinuxPlanner(.plain).plan(input)
        #expect(result.notices.map(\.description) == ["consumed TDMRs reaching limit: 3 used out of 6"])
        var roomy = input
        roomy.limits.maxTDMRs = 7
        #expect(LinuxPlanner(.plain).plan(roomy).notices.isEmpty)
    }

    @Test func `regions out of order are refused by name`() {
        let result = LinuxPlanner(.plain).plan(machine([(0x5000, 0x6000), (0x1000, 0x2000)]))
        guard case .failure(.unordered(let error)) = result.outcome else {
            Issue.record("planned over regions out of order")
            return
        }
        #expect(error.index == 1)
    }

    @Test func `entry sizes that no metadata field holds are refused, not wrapped`() {
        let sizes = ModuleLimits(
            pamtEntrySize4K: ByteCount(.max), pamtEntrySize2M: ByteCount(1 << 60), pamtEntrySize1G: ByteCount(16))
        #expect(LinuxPlanner(.plain).plan(machine([(0x1000, 0x900000)], sizes)).outcome == .failure(.outOfMemory))
    }
}
