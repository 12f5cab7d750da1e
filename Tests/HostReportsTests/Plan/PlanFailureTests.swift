import HostReports
import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

/// Every way to fail is explained with its facts.
@Suite struct PlanFailureTests {
    private let granule = PageFrame.perGranule

    private func region(_ start: UInt64, _ end: UInt64, _ node: UInt32 = 0) -> MemoryRegion {
        MemoryRegion(pages: PageRange(start, end), node: NodeID(node))
    }

    private func failure(_ map: HostMemoryMap, _ strategy: String, placement: String? = nil) throws -> PlanFailure {
        let options = PlannerOptions(placer: placement.flatMap(PAMTPlacers.named), logicalProcessors: 1)
        let report = PlanReport(map, strategy: try #require(Planners.named(strategy)), options: options)
        return try #require(report.failure(options: options))
    }

    @Test func `exhausted areas are listed with the one too many and where each comes from`() throws {
        let log = Fixtures.datasets.appending(path: "real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt").path
        let map = try MapReader.read(log).map
        guard case .areasExhausted(let demand, let limit) = try failure(map, "linux", placement: "off-map") else {
            Issue.record("another failure")
            return
        }
        #expect(limit == 16)
        #expect(demand.tdmr == PageRange(0, 2 * granule))
        #expect(demand.areas.count == 17)
        #expect(demand.areas[0].origin == .firstMiB)
        #expect(demand.areas[0].isConvertible == false)
        #expect(demand.areas[1...15].allSatisfy { $0.origin == .hole && $0.isConvertible == true })
        #expect(demand.areas[16].origin == .aboveLastRegion)
        let sentences = try failure(map, "linux", placement: "off-map").sentences
        #expect(sentences[0] == "It needs 17 reserved areas (17 holes, 0 PAMTs); the module takes 16.")
        #expect(
            sentences[1].hasPrefix(
                "Number 17 in the order Linux adds them is [0x6f800000, 0x80000000), 264 MiB: from the last region"))
        #expect(sentences[2].hasPrefix("15 of the 17 holes lie inside convertible memory"))
        // The PAMT comes after the holes, and is named by its owner.
        guard case .areasExhausted(let withPAMT, _) = try failure(map, "linux", placement: "contig") else {
            Issue.record("another failure")
            return
        }
        #expect(withPAMT.areas.count == 18)
        #expect(withPAMT.areas[17].origin == .pamt(tdmr: 0))
    }

    @Test func `a PAMT that is the area too many is named`() throws {
        let map = HostMemoryMap(
            memory: [region(granule + 10, granule + 0x1000), region(granule + 0x1100, 2 * granule)], cmrs: nil,
            limits: ModuleLimits(maxReservedAreas: 2))
        guard case .areasExhausted(let demand, _) = try failure(map, "linux") else {
            Issue.record("another failure")
            return
        }
        #expect(demand.areas.map(\.origin) == [.belowFirstRegion, .hole, .pamt(tdmr: 0)])
        #expect(demand.areas.allSatisfy { $0.isConvertible == nil })
    }

    @Test func `exhausted TDMRs are counted to the end`() throws {
        let memory = (0..<80 as Range<UInt64>).map { region((2 * $0 + 1) * granule, (2 * $0 + 2) * granule) }
        guard
            case .tdmrsExhausted(let needed, let limit, let first) = try failure(HostMemoryMap(memory: memory), "linux")
        else {
            Issue.record("another failure")
            return
        }
        #expect((needed, limit) == (80, 64))
        #expect(first == PageRange(129 * granule, 130 * granule))
    }

    @Test func `a PAMT without room is named with its TDMR and the longest region there is`() throws {
        // The second TDMR's node has fragments only, and so has the first once its own PAMT is placed.
        let memory =
            [region(4 * granule, 4 * granule + 1100)]
            + (0..<10 as Range<UInt64>).map { region(6 * granule + 2000 * $0, 6 * granule + 2000 * $0 + 900, 1) }
        for placement in ["contig", "top-down"] {
            guard
                case .noRoomForPAMT(let tdmr, let node, let needed, let longest) = try failure(
                    HostMemoryMap(memory: memory), "linux", placement: placement)
            else {
                Issue.record("another failure")
                continue
            }
            #expect(tdmr == PageRange(6 * granule, 7 * granule))
            #expect(node == NodeID(1))
            #expect(needed == .pages(1027))
            #expect(longest == .pages(900))
        }
    }

    @Test func `a region that is not convertible is set against the CMRs`() throws {
        let memory = [region(0x100000, 0x300000)]
        func sentence(_ cmrs: [CMR]?) throws -> String {
            try failure(HostMemoryMap(memory: memory, cmrs: cmrs), "linux-cmr").sentences.joined(separator: " ")
        }
        func cmr(_ start: UInt64, _ end: UInt64) -> CMR {
            CMR(base: PageFrame(start).address, size: .pages(end - start))
        }
        #expect(try sentence([cmr(0x100000, 0x200000), cmr(0x200000, 0x300000)]).contains("across 2 CMRs"))
        #expect(try sentence([cmr(0x400000, 0x500000)]).contains("outside every CMR"))
        #expect(try sentence([cmr(0x100000, 0x180000)]).contains("Only 2 GiB of it"))
        #expect(try sentence(nil).contains("No CMR is known"))
    }

    @Test func `missing memory and missing KeyIDs have a sentence too`() throws {
        #expect(
            try failure(HostMemoryMap(memory: [region(1, 200)]), "linux").sentences[0].hasPrefix(
                "There is no memory above 1 MiB"))
        for tdx in [0, 1] as [UInt32] {
            let map = HostMemoryMap(memory: [region(1, 0x100000)], keyIDs: KeyIDCounts(mktme: 31, tdx: tdx))
            #expect(try failure(map, "linux").sentences[0].contains("private KeyID"))
        }
    }
}
