import Foundation
import HostReports
import JSONText
import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

extension LinuxVector {
    var map: HostMemoryMap {
        HostMemoryMap(
            memory: memory, cmrs: cmrs.isEmpty ? nil : cmrs, limits: limits, packages: packages, keyIDs: keyIDs)
    }

    /// Vectors whose PAMTs are all placed by the policy.
    static var unscripted: [LinuxVector] { all.filter { $0.scriptedPAMTs.isEmpty } }
}

@Suite struct PlanReportTests {
    private func report(_ map: HostMemoryMap, _ strategy: String, placement: String? = nil, lps: Int? = nil) throws
        -> PlanReport
    {
        PlanReport(
            map, strategy: try #require(Planners.named(strategy)),
            options: PlannerOptions(
                placer: placement.flatMap(PAMTPlacers.named), logicalProcessors: lps ?? map.logicalProcessors))
    }

    private func object(_ report: PlanReport, path: String = "a \"map\"") throws -> PlanObject {
        let line = report.json(path: path).line
        #expect(!line.contains("\n"))
        return try JSONDecoder().decode(PlanObject.self, from: Data(line.utf8))
    }

    @Test(arguments: LinuxVector.unscripted, [false, true])
    func `the JSON of a vector holds what the kernel answered`(vector: LinuxVector, cmrPatch: Bool) throws {
        let expected = try vector.expected(cmrPatch: cmrPatch)
        let report = try report(vector.map, cmrPatch ? "linux-cmr" : "linux", placement: vector.placement)
        let plan = try object(report)
        #expect(plan.map == "a \"map\"")
        #expect(plan.strategy == (cmrPatch ? "linux-cmr" : "linux"))
        #expect(plan.pamt_placement == vector.placement)
        #expect(plan.status == expected.status)
        #expect(plan.pamt_kib == expected.pamt_kb ?? 0)
        #expect(plan.withheld.isEmpty)
        #expect(plan.cmrs?.count == report.map.cmrs?.count)
        if expected.status == "OK" {
            #expect(plan.message == nil)
            #expect(
                plan.memlist.map { [$0.start, $0.end, "\($0.node)"] }
                    == expected.memlist.map { [hex($0[0] * 4096), hex($0[1] * 4096), "\($0[2])"] })
        } else {
            #expect(plan.module == nil && plan.predicted == nil)
            if let message = plan.message {
                #expect(
                    expected.log.contains {
                        $0.hasSuffix("virt/tdx: \(message)") || $0.hasSuffix("initialization failed: \(message)")
                    })
            } else {
                #expect(expected.status == "ENOMEM" || expected.status == "ENODEV")
            }
        }
        let tdmrs = expected.tdmrs ?? []
        #expect(plan.tdmrs.map { [$0.base, $0.size, "\($0.node)"] } == tdmrs.map { [$0.base, $0.size, "\($0.nid)"] })
        #expect(
            plan.tdmrs.map { [$0.pamt_1g, $0.pamt_2m, $0.pamt_4k] }
                == tdmrs.map { [$0.pamt_1g, $0.pamt_2m, $0.pamt_4k] })
        #expect(plan.tdmrs.map(\.reserved) == tdmrs.map(\.rsvd))
    }

    private func hex(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }

    private func vector(_ name: String) throws -> LinuxVector {
        try #require(LinuxVector.all.first { $0.name == name })
    }

    @Test func `the module is asked where its answer means something`() throws {
        let map = try vector("308-keyids").map
        #expect(try report(map, "linux").verdict == .accepted)
        #expect(try report(map, "linux", placement: "off-map").verdict == nil)
        var unknown = map
        unknown.cmrs = nil
        #expect(try report(unknown, "linux").verdict == nil)
        #expect(try report(unknown, "linux").isValid)
        var roomy = map
        roomy.limits.maxReservedAreas = 17
        #expect(try report(roomy, "linux").verdict == nil)
        // Memory that is not convertible: Linux goes on, the module does not.
        var partly = map
        partly.cmrs = [
            CMR(base: PhysicalAddress(0x100000), size: .mib(64)), CMR(base: PhysicalAddress(1 << 32), size: .gib(64)),
        ]
        let refused = try report(partly, "linux")
        #expect(refused.verdict == .refused(.tdmrOutsideCMRs(0)))
        #expect(!refused.isValid)
        let plan = try object(refused)
        #expect(plan.status == "OK")
        #expect(plan.module?.status == "0xc0000a0200000000")
        #expect(plan.module?.name == "TDX_TDMR_OUTSIDE_CMRS")
    }

    @Test func `fewer than two TDX KeyIDs end it before anything else`() throws {
        for tdx in [0, 1] as [UInt32] {
            var map = try vector("308-keyids").map
            map.keyIDs = KeyIDCounts(mktme: 31, tdx: tdx)
            for strategy in ["linux", "linux-cmr", Planners.defaultStrategy.name] {
                let report = try report(map, strategy)
                let plan = try object(report)
                #expect(plan.status == "ENODEV")
                #expect(plan.message == nil)
                #expect(plan.memlist.isEmpty && plan.tdmrs.isEmpty && plan.pamt_kib == 0)
                #expect(plan.cmrs != nil)
                #expect(!report.isValid)
            }
        }
        var enough = try vector("308-keyids").map
        enough.keyIDs = KeyIDCounts(mktme: 31, tdx: 2)
        #expect(try report(enough, "linux").isValid)
    }

    /// 2 + 15 + 16 GiB; off the map the areas are the holes: 4, 0 and 1.
    @Test func `the prediction is the sum over the TDMRs`() throws {
        let map = try vector("308-keyids").map
        let plan = try object(try report(map, "linux", placement: "off-map", lps: 3))
        let call = 6.0
        let area = 0.26624
        let serial = 256 * (2 * (call + 4 * area) + 15 * call + 16 * (call + area))
        let predicted = try #require(plan.predicted)
        // SYS.INIT, 3 LP.INIT, 18 SYS.RD, CONFIG, 2 KEY.CONFIG, 256 TDMR.INIT a GiB.
        #expect(predicted.seamcalls == 1 + 3 + 18 + 1 + 2 + 256 * 33)
        #expect(abs(predicted.serial_us - serial) < 1e-6)
        // The TDMR of 16 GiB takes longer than a third of all.
        #expect(abs(predicted.parallel_us - 256 * 16 * (call + area)) < 1e-6)
        #expect(predicted.lps == 3)
        let withCMRs = try object(try report(map, "linux-cmr", placement: "off-map", lps: 3))
        #expect(withCMRs.predicted?.seamcalls == predicted.seamcalls + 65)
    }

    @Test func `TDMR_INFO entries lie slot after slot as in Linux's array`() throws {
        for (name, slot) in [("308-keyids", 1024), ("296-limits", 1536)] {
            let vector = try vector(name)
            let report = try report(vector.map, "linux", placement: vector.placement)
            let layout = try #require(report.layout)
            let bytes = try #require(try report.tdmrInfoArray())
            #expect(bytes.count == slot * layout.tdmrs.count)
            func word(_ tdmr: Int, _ offset: Int) -> UInt64 {
                (0..<8).reduce(0) { $0 | UInt64(bytes[tdmr * slot + offset + $1]) << UInt64(8 * $1) }
            }
            for (index, tdmr) in layout.tdmrs.enumerated() {
                let info = tdmr.info
                let words =
                    [info.base.rawValue, info.size.rawValue]
                    + [info.pamt1G, info.pamt2M, info.pamt4K].flatMap { [$0.base.rawValue, $0.size.rawValue] }
                    + info.reservedAreas.flatMap { [$0.offset.rawValue, $0.size.rawValue] }
                for (number, expected) in words.enumerated() { #expect(word(index, 8 * number) == expected) }
                for offset in stride(from: 8 * words.count, to: slot, by: 8) { #expect(word(index, offset) == 0) }
            }
        }
    }

    @Test func `entries of a made-up machine that would fill the memory are refused`() throws {
        var map = try vector("308-keyids").map
        map.limits.maxReservedAreas = 1 << 30
        let report = try report(map, "linux")
        #expect(throws: TDMRInfoArrayTooLarge.self) { try report.tdmrInfoArray() }
    }

    @Test func `unknown CMRs are said to be taken from the memory by our own strategies only`() throws {
        var map = try vector("308-keyids").map
        map.cmrs = nil
        let own = try report(map, Planners.defaultStrategy.name)
        #expect(own.warnings == ["the CMRs are unknown: the memory regions are taken for them"])
        #expect(own.verdict == .accepted)
        #expect(try report(map, "linux").warnings.isEmpty)
    }
}
