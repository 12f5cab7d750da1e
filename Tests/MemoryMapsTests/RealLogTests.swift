import Foundation
import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXModule
import TestSupport
import Testing

@Suite struct RealLogTests {
    /// The only warnings that the real logs may give.
    static let expectedConcerns: [String: [InputConcern]] = [
        // Its firmware map is cut above 0x90000000 where it was published.
        "emr-foxcreekpass-2s-snc-256g-tdx-fail": [
            .convertibleMemoryAboveMap(ByteCount(0xf_7a00_0000 + 3 * 0xf_fc00_0000))
        ],
        "spr-8480ctdx-2s-256g-build698": [.cmrsStandIn],
        "tdx-host-1tb-4node-build481": [.cmrsStandIn],
        "tdx-host-256g-4node-build887": [.cmrsStandIn],
        "tdx-host-2tb-build784": [.cmrsStandIn],
    ]

    @Test func `all logs are there, and the index lists them`() throws {
        #expect(RealLog.all.count == 71)
        #expect(RealLog.all.count { !$0.memory.isEmpty } == 63)
        let index = try String(contentsOf: Fixtures.datasets.appending(path: "real/INDEX.md"), encoding: .utf8)
        for log in RealLog.all { #expect(index.contains("| `\(log.name)` |")) }
    }

    @Test(arguments: RealLog.all) func `a real log is read as an independent reader reads it`(_ log: RealLog) throws {
        let reading = try MapReader.read(log.path)
        #expect(reading.warnings.map(\.concern) == Self.expectedConcerns[log.name] ?? [])
        let map = reading.map
        #expect(map.memory.map(Self.range) == log.memory)
        #expect(map.hotplugWindows.map(Self.range) == log.hotplug)
        #expect(map.cmrs?.map { ["\($0.base)", "\($0.base + $0.size)"] } == log.cmrs)
        #expect(map.statedLogicalProcessors == log.lps)
        #expect([map.keyIDs.mktme, map.keyIDs.tdx] == log.keyids ?? [31, 32])
        #expect(map.limits == .standard)
        #expect(map.packages == 1)
        #expect(reading.tdx.pamtSize?.kib == log.pamt_kib_in_log)
        let source: [MemorySource?] =
            switch log.source {
            case "node-ranges": [.nodeRanges]
            case "firmware": [.e820, .userMap]
            case "cmrs": [.cmrs]
            default: [nil]
            }
        #expect(source.contains(reading.memorySource))
    }

    @Test(arguments: RealLog.all.filter { !$0.memory.isEmpty })
    func `a real machine's TDMRs, worst holes and PAMT size are as computed independently`(_ log: RealLog) throws {
        let map = try MapReader.read(log.path).map
        let memlist = try ArrayMemlistBuilder().build(map.memory, cmrs: []).entries
        let tdmrs = try LinuxCoverage().cover(memlist, limits: map.limits)
        #expect(tdmrs.count == log.tdmrs)
        let problem = ReservedAreaProblem(
            tdmrs: tdmrs, placements: [], memlist: memlist, cmrs: nil, maxReservedAreas: 1000)
        #expect(try MemblockHolePacker().pack(problem).areas.map(\.count).max() == log.worst_holes)
        let pamt = tdmrs.reduce(ByteCount.zero) {
            $0 + map.limits.pamtSizes().size(granules: $1.count / PageFrame.perGranule)
        }
        #expect(pamt.kib == log.pamt_kib)
        if let printed = log.pamt_kib_in_log { #expect(pamt.kib == printed) }
    }

    /// The published statistics of these logs: how often the firmware map, split by SRAT, gives what the kernel printed.
    @Test func `the firmware map reproduces the kernel's node ranges as often as was measured`() {
        let both = RealLog.all.filter { $0.firmware_map_gives_the_same != nil }
        #expect(both.count == 57)
        #expect(both.count { $0.firmware_map_without_user_gives_the_same == true } == 53)
        #expect(both.count { $0.firmware_map_gives_the_same == true } == 56)
    }

    @Test(arguments: RealLog.all.filter { $0.firmware_map_gives_the_same == true })
    func `without its node ranges a log gives the same memory above 1 MiB`(_ log: RealLog) throws {
        let text = try String(contentsOfFile: log.path, encoding: .utf8)
        let lines = text.split(separator: "\n").filter {
            !$0.contains("node ") || !$0.contains(": [mem") || $0.contains("SRAT")
        }
        let reading = try MapReader.read(Array(lines.joined(separator: "\n").utf8), name: log.name)
        #expect(reading.memorySource != .nodeRanges)
        let above = { (map: HostMemoryMap) in try ArrayMemlistBuilder().build(map.memory, cmrs: []).entries }
        #expect(try above(reading.map) == above(MapReader.read(log.path).map))
    }

    private static func range(_ region: MemoryRegion) -> RealLog.Range {
        let hex = { (frame: PageFrame) in frame.rawValue == 0 ? "0x0" : "0x" + String(frame.rawValue, radix: 16) + "000"
        }
        return RealLog.Range(start: hex(region.start), end: hex(region.end), node: region.node.rawValue)
    }
}
