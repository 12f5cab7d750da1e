import HostReports
import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import Testing

@Suite struct EnableReportTests {
    /// `nodes` nodes of `granules` GiB each from 4 GiB up, convertible but for the end of each.
    static func map(nodes: UInt64, granules: UInt64, processors: Int = 64) -> HostMemoryMap {
        let memory = (0..<nodes).map { node in
            let start = PageFrame((4 + node * granules) * PageFrame.perGranule)
            return MemoryRegion(
                pages: PageRange(start: start, end: start + (granules * PageFrame.perGranule - 0x4000)),
                node: NodeID(UInt32(node)))
        }
        return HostMemoryMap(
            memory: memory, cmrs: memory.map { CMR($0.pages) }, packages: 2,
            statedLogicalProcessors: processors)
    }

    static func report(_ map: HostMemoryMap, _ options: EnableOptions = EnableOptions(), strategy: String = "linux")
        throws -> EnableReport
    {
        EnableReport(map, strategy: try #require(Planners.named(strategy)), options: options)
    }

    @Test func `what decides is named`() throws {
        let two = Self.map(nodes: 2, granules: 64)
        #expect(try Self.report(two, EnableOptions(schedule: .serial)).bound == .oneProcessor)
        #expect(try Self.report(two, EnableOptions(logicalProcessors: 1)).bound == .oneProcessor)
        // Two TDMRs, more LPs: the longer one. Its PAMT lies in it, the other's does as well.
        #expect(try Self.report(two).bound == .longestTDMR(0))
        // Many equal TDMRs on few LPs; then on one node's memory.
        #expect(
            try Self.report(Self.map(nodes: 16, granules: 4), EnableOptions(logicalProcessors: 4)).bound
                == .processors(4))
        var oneNode = Self.map(nodes: 60, granules: 4)
        for index in oneNode.memory.indices { oneNode.memory[index].node = NodeID(5) }
        let slow = try {
            var costs = CostModel.standard; try costs.assign("node_write_bandwidth=30"); return costs
        }()
        #expect(try Self.report(oneNode, EnableOptions(costs: slow), strategy: "best").bound == .memory(NodeID(5)))
    }

    @Test func `every schedule needs at least the closed form, and serial the sum`() throws {
        let report = try Self.report(Self.map(nodes: 12, granules: 4), EnableOptions(logicalProcessors: 5))
        let sums = try #require(report.sums)
        let ends = Dictionary(uniqueKeysWithValues: report.schedules.map { ($0.schedule, $0.end) })
        #expect(ends[.serial] == sums.serial)
        let closed = sums.parallel(processors: 5)
        #expect(try #require(ends[.wholeTDMRs]) >= closed)
        #expect(try #require(ends[.balanced]) <= closed + .microseconds(11))
    }

    @Test func `waits follow from the timeline`() throws {
        let report = try Self.report(Self.map(nodes: 2, granules: 8), EnableOptions(schedule: .serial))
        let timeline = try #require(report.timeline)
        let waits = timeline.waits
        let call = CostModel.standard.initCall(areas: 2)
        #expect(waits.boot == timeline.end)
        #expect(waits.bootWithBackground + waits.all == waits.boot)
        #expect(waits.firstGranule == 256 * call)
        #expect(waits.half == 8 * 256 * call)
        #expect(waits.all == 16 * 256 * call)
    }

    @Test func `nothing is simulated where there is no layout or the module refuses it`() throws {
        var tooFew = Self.map(nodes: 1, granules: 2)
        tooFew.keyIDs = KeyIDCounts(mktme: 31, tdx: 1)
        #expect(try Self.report(tooFew).timeline == nil)
        #expect(try Self.report(tooFew).plan.error == .tooFewKeyIDs)

        var outside = Self.map(nodes: 1, granules: 2)
        outside.cmrs = [CMR(base: PhysicalAddress(0x1_0000_0000), size: .gib(1))]
        let refused = try Self.report(outside)
        #expect(refused.timeline == nil)
        #expect(refused.verdict?.isAccepted == false)
    }

    @Test func `dynamic PAMT needs a quarter of the calls and KeyID bits in the address`() throws {
        let options = EnableOptions(profile: PlatformProfile(kernel: .tip, module: ModuleVersionNumber(2, 0, 12)))
        let report = try Self.report(Self.map(nodes: 2, granules: 8), options)
        #expect(report.timeline?.initialization.calls == 16 * 64)
        // 3 KeyID bits: the module would have no place for them at 48 address bits.
        var few = Self.map(nodes: 2, granules: 8)
        few.keyIDs = KeyIDCounts(mktme: 3, tdx: 4)
        #expect(try Self.report(few).timeline != nil)
        #expect(try Self.report(few, options).timeline == nil)
        #expect(try Self.report(few, options).verdict?.status == .operandInvalid.detailed(8))
    }

    @Test func `a module with a billion areas for each TDMR is priced`() throws {
        var map = Self.map(nodes: 2, granules: 32)
        map.limits.maxReservedAreas = 1_000_000_000
        for strategy in ["linux", "best"] { #expect(try Self.report(map, strategy: strategy).timeline != nil) }
    }
}
