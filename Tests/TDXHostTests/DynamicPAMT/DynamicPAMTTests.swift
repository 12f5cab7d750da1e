import HostReports
import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import Testing

@Suite struct DynamicPAMTTests {
    @Test func `counts are 4 bytes for each 2 MiB below max_pfn, 8 GiB at worst`() {
        #expect(PAMTReferenceCounts.size(maxPFN: PageFrame(0)) == .zero)
        #expect(PAMTReferenceCounts.size(maxPFN: PageFrame(1)) == ByteCount(4))
        #expect(PAMTReferenceCounts.size(maxPFN: PageFrame(512)) == ByteCount(4))
        #expect(PAMTReferenceCounts.size(maxPFN: PageFrame(513)) == ByteCount(8))
        #expect(PAMTReferenceCounts.size(maxPFN: .limit) == .gib(8))
    }

    /// The published sums: 40 KiB a GiB at boot, 4,138 KiB with all memory in guests, against 4,104.
    @Test func `memory wholly in guests needs a little more than static PAMT`() throws {
        let memory = [
            MemoryRegion(pages: PageRange(4 * PageFrame.perGranule, 260 * PageFrame.perGranule), node: NodeID(0))
        ]
        let map = HostMemoryMap(memory: memory, cmrs: memory.map { CMR(base: $0.start.address, size: $0.pages.size) })
        let linux = try #require(Planners.named("linux"))
        let dynamic = try #require(
            PlanReport(map, strategy: linux, options: PlannerOptions(), profile: .dynamicPAMT).layout)
        let usage = PAMTMemory(dynamic, on: map, mode: .dynamic)
        #expect(usage.tables == .kib(256 * 40 + 4))
        #expect(usage.referenceCounts == .kib(260 * 2))
        #expect(usage.withoutGuests == .kib(256 * 40 + 4 + 520))
        #expect(usage.halfInGuests == usage.withoutGuests + .mib(256 * 2))
        #expect(usage.allInGuests == usage.withoutGuests + .gib(1))
        let whole = try #require(PlanReport(map, strategy: linux, options: PlannerOptions()).layout)
        let ratio =
            Double(usage.allInGuests.rawValue) / Double(PAMTMemory(whole, on: map, mode: .static).allInGuests.rawValue)
        #expect((1.007...1.009).contains(ratio))
    }

    @Test func `one guest and five cost what was published, to a third`() {
        // 706,000 gets are 2.7 GiB of pages; five guests made 3.43 million.
        let one = GuestStart(guests: 1, memory: .pages(704_000)).cost(.standard)
        #expect(abs(one.get.seconds / 2.03 - 1) < 0.05)
        #expect(abs(one.put.seconds / 0.130 - 1) < 0.33)
        let five = GuestStart(guests: 5, memory: .pages(684_000)).cost(.standard)
        #expect(abs(five.get.seconds / 55.5 - 1) < 0.05)
        #expect(abs(five.put.seconds / 2.07 - 1) < 0.33)
        #expect(five.waiting < five.get && one.waiting == .zero)
        let free = GuestStart(guests: 1, memory: .pages(704_000), isLockFree: true).cost(.standard)
        #expect(abs(free.get.seconds / 0.051 - 1) < 0.33)
    }

    @Test func `a block needs one pair however many of its pages are used`() {
        let dense = GuestStart(guests: 3, memory: .gib(1)).cost(.standard)
        // 262,144 pages, 512 + 1 of secure EPT, 5 control pages and 8 * 6 of processors: 514 blocks and a part.
        #expect(dense.gets == 3 * (262_144 + 513 + 5 + 48))
        #expect(dense.adds == 3 * 514)
        #expect(dense.pages == 2 * dense.adds)
        let scattered = GuestStart(guests: 3, memory: .gib(1)).cost(.standard, scatteredOver: 100_000)
        #expect(scattered.adds == 100_000)
        #expect(GuestStart(guests: 0, memory: .gib(1)).cost(.standard).get == .zero)
    }
}
