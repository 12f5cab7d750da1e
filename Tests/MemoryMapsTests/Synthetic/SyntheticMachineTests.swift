@testable import MemoryMaps
import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@Suite struct SyntheticMachineTests {
    private static func machine(_ settings: [(RecipeOption, String)]) throws(SyntheticError) -> SyntheticMachine {
        var machine = SyntheticMachine()
        for (option, value) in settings { try machine.set(option, to: value) }
        return machine
    }

    /// What is not set is as one seed makes it.
    private static func map(_ settings: (RecipeOption, String)..., seed: UInt64 = 1) throws(SyntheticError)
        -> HostMemoryMap
    {
        try machine(settings).map(seed: seed)
    }

    @Test func `every seed makes a machine that is valid, and a TDX host's memory lies in its CMRs`() throws {
        var withCMRs = 0
        let seeds = Thoroughness.cases(quick: 120, complete: 1000, thorough: 1000)
        for seed in TestSeed.several(seeds) {
            let map = try SyntheticMachine().map(seed: seed)
            try #require(map.memory.allSatisfy { $0.start < $0.end && $0.end <= .limit }, "seed \(seed)")
            try #require(
                zip(map.memory, map.memory.dropFirst()).allSatisfy {
                    $0.end < $1.start || $0.end == $1.start && $0.node != $1.node
                }, "seed \(seed)")
            guard let cmrs = map.cmrs else { continue }
            withCMRs += 1
            try #require(cmrs.count <= 32, "seed \(seed)")
            // Below 1 MiB nothing is convertible. Nodes may touch inside one CMR, never across two.
            for region in map.memory where region.start >= .tdxMinimum {
                let isInside = cmrs.contains {
                    $0.base <= region.start.address && region.end.address <= $0.base + $0.size
                }
                try #require(isInside, "seed \(seed): \(region)")
            }
        }
        #expect(withCMRs > seeds / 10)
    }

    @Test func `KeyIDs leave enough address bits for the memory`() throws {
        func end(_ map: HostMemoryMap) -> PhysicalAddress { map.memory.last?.end.address ?? PhysicalAddress(0) }
        func limit(_ map: HostMemoryMap) -> PhysicalAddress {
            KeyIDField(bits: UInt32.bitWidth - (map.keyIDs.mktme + map.keyIDs.tdx).leadingZeroBitCount).addressLimit
        }
        for seed in TestSeed.several(500) {
            let map = try SyntheticMachine().map(seed: seed)
            try #require(end(map) <= limit(map), "seed \(seed)")
        }
        for sockets in [1, 16, 64] {
            let map = try Self.map(
                (.tdx, "on"), (.sockets, "\(sockets)"), (.nodesPerSocket, "1"), (.nodeSize, "8TiB"),
                (.nodeStride, "8TiB"), (.strip, "0"))
            #expect(end(map) <= limit(map), "\(sockets) sockets")
        }
        for preset in ["32s-64tib", "adversarial-64n-dust", "adversarial-top-for-tdx"] {
            let map = try Recipe(preset: preset).map()
            #expect(end(map) <= limit(map), "\(preset)")
        }
        let top = try Recipe(preset: "adversarial-top-for-tdx").map()
        #expect(end(top) == PhysicalAddress(1 << 50))
    }

    @Test func `half of the machines are TDX hosts, with the low tops and strips of real ones`() throws {
        // Always the same seeds: shares of a random thousand lie outside these borders now and then.
        let maps = try (0..<UInt64(1000)).map { try SyntheticMachine().map(seed: $0) }
        let hosts = maps.filter { $0.cmrs != nil }
        #expect((440...560).contains(hosts.count))
        let lowTops = hosts.map { $0.cmrs?[0].size.rawValue ?? 0 }
        #expect(lowTops.allSatisfy { $0 == 0x7770_0000 || $0 == 0x6f70_0000 })
        let usual = lowTops.count { $0 == 0x7770_0000 } * 100 / hosts.count
        #expect((82...94).contains(usual), "88 % of real hosts")
        #expect(hosts.allSatisfy { ($0.cmrs ?? []).dropFirst().first?.base.rawValue == 0x1_0000_0000 })
    }

    @Test func `node bases and CMR ends are those of a real host`() throws {
        // tdx-host-1tb-4node: 256 GiB nodes, strips of 1056 and 1024 MiB.
        let map = try Self.map(
            (.tdx, "on"), (.sockets, "4"), (.nodesPerSocket, "1"), (.nodeSize, "256GiB"), (.lowTop, "0x77800000"),
            (.strip, "1GiB"), (.sparseHole, "0"))
        let ends = map.cmrs?.map { ($0.base + $0.size).rawValue }
        #expect(ends == [0x7780_0000, 0x40_3e00_0000, 0x80_4000_0000, 0xc0_4000_0000, 0x100_4000_0000])
        #expect(
            map.cmrs?.map(\.base.rawValue) == [
                0x10_0000, 0x1_0000_0000, 0x40_8000_0000, 0x80_8000_0000, 0xc0_8000_0000,
            ])
    }

    @Test func `nodes at a stride leave the remapped memory on top`() throws {
        // The odd one of the public logs: [4 GiB, 448 GiB - 32 MiB), [512 GiB, 960 GiB), [1024 GiB, 1026 GiB).
        let map = try Self.map(
            (.tdx, "on"), (.sockets, "2"), (.nodesPerSocket, "1"), (.nodeSize, "448GiB"), (.lowTop, "0x77800000"),
            (.nodeStride, "512GiB"), (.strip, "0"))
        let expected: [(ByteCount, ByteCount)] = [
            (.gib(4), .gib(448) - .mib(32)), (.gib(512), .gib(960)), (.gib(1024), .gib(1026)),
        ]
        #expect(
            map.cmrs?.dropFirst().elementsEqual(expected.map { CMR(base: PhysicalAddress($0.rawValue), size: $1 - $0) })
                == true)
    }

    @Test func `fixing one property leaves the others as the seed makes them`() throws {
        for seed in TestSeed.several(100) {
            let drawn = try SyntheticMachine().plan(seed: seed)
            let fixed = try Self.machine([(.lpsPerSocket, "7"), (.keyids, "3,4")]).plan(seed: seed)
            var expected = drawn
            expected.processorsPerSocket = 7
            expected.keyIDs = KeyIDCounts(mktme: 3, tdx: 4)
            try #require(fixed == expected, "seed \(seed)")
        }
    }

    @Test func `the hole below 1 TiB holds no memory and costs none`() throws {
        func memory(_ hole: String) throws -> [PageRange] {
            try Self.map(
                (.tdx, "off"), (.sockets, "4"), (.nodesPerSocket, "1"), (.nodeSize, "512GiB"), (.sparseHole, "0"),
                (.tebibyteHole, hole)
            )
            .memory.map(\.pages)
        }
        let hole = PageRange(0xfd_0000_0000 >> 12, 0x100_0000_0000 >> 12)
        let (with, without) = (try memory("on"), try memory("off"))
        #expect(!with.contains { $0.overlaps(hole) })
        #expect(without.contains { $0.overlaps(hole) })
        #expect(with.reduce(0) { $0 + $1.count } == without.reduce(0) { $0 + $1.count })
    }

    @Test func `a machine of any number of nodes has at most 32 CMRs`() throws {
        for sockets in [1, 15, 16, 31, 32, 33, 64] {
            let map = try Self.map(
                (.tdx, "on"), (.sockets, "\(sockets)"), (.nodesPerSocket, "2"), (.nodeSize, "64GiB"),
                (.tebibyteHole, "off"))
            #expect(Set(map.memory.map(\.node)).count == 2 * sockets)
            #expect((2...32).contains(map.cmrs?.count ?? 0))
        }
    }

    @Test func `CXL memory at boot lies outside every CMR, other expanders and windows hold no memory`() throws {
        let options: [(RecipeOption, String)] = [
            (.tdx, "on"), (.sockets, "2"), (.nodesPerSocket, "1"), (.cxlWindows, "2"), (.cxlSize, "64GiB"),
            (.hotplugWindows, "3"),
        ]
        let seed = TestSeed.next()
        let plugged = try Self.machine(options).map(seed: seed)
        let atBoot = try Self.machine(options + [(.cxlAtBoot, "on")]).map(seed: seed)
        #expect(plugged.hotplugWindows.count == 5, "seed \(seed)")
        #expect(atBoot.hotplugWindows == Array(plugged.hotplugWindows.dropFirst()))
        #expect(atBoot.memory == plugged.memory + [plugged.hotplugWindows[0]])
        #expect(atBoot.cmrs == plugged.cmrs)
        #expect(Set(plugged.hotplugWindows.map(\.node)).count == 5)
    }

    @Test(
        arguments: [
            (
                [(.lowTop, "4GiB")],
                .lowTopInMMIOHole(lowTop: PhysicalAddress(4 << 30), holeStart: PhysicalAddress(2 << 30))
            ),
            (
                [(.nodeSize, "1GiB"), (.lowTop, "2GiB"), (.mmioHole, "2GiB")],
                .lowTopAboveNode(lowTop: PhysicalAddress(2 << 30), nodeSize: .gib(1))
            ),
            (
                [(.lowTop, "3MiB"), (.lowFragments, "1000")],
                .tooManyLowFragments(1000, lowTop: PhysicalAddress(3 << 20))
            ),
            ([(.lowCluster, "64KiB"), (.lowFragments, "100")], .lowClusterTooSmall(.kib(64), fragments: 100)),
            (
                [(.nodeSize, "64GiB"), (.strip, "64GiB")],
                .stripExceedsNode(strip: .gib(64) + .mib(32), nodeSize: .gib(64))
            ),
            ([(.nodeSize, "64GiB"), (.nodeStride, "32GiB")], .strideBelowNode(stride: .gib(32), nodeSize: .gib(64))),
            ([(.nodeSize, "64GiB"), (.nodeStride, "128GiB"), (.sparseHole, "1GiB")], .strideWithSparseHole),
            ([(.cxlAtBoot, "on"), (.cxlWindows, "0")], .cxlAtBootWithoutWindow),
            ([(.regions, "1")], .fewerRegions(asked: 1, present: 5)),
        ] as [([(RecipeOption, String)], SyntheticError.Contradiction)])
    func `contradictions are named`(_ settings: [(RecipeOption, String)], _ expected: SyntheticError.Contradiction)
        throws
    {
        let base: [(RecipeOption, String)] = [
            (.tdx, "on"), (.sockets, "2"), (.nodesPerSocket, "1"), (.mmioHole, "2GiB"), (.lowFragments, "2"),
        ]
        let machine = try Self.machine(base + settings)
        #expect(throws: SyntheticError.contradiction(expected)) { try machine.map(seed: 1) }
    }

    @Test func `what does not fit is refused, not wrapped around`() throws {
        let contradictions: [[(RecipeOption, String)]] = [
            [(.sockets, "64"), (.nodesPerSocket, "8"), (.nodeSize, "64TiB")],
            [(.sockets, "64"), (.nodesPerSocket, "1"), (.nodeSize, "1GiB"), (.nodeStride, "1024TiB")],
            [
                (.sockets, "1"), (.nodesPerSocket, "1"), (.nodeSize, "1GiB"), (.hotplugWindows, "64"),
                (.hotplugSize, "64TiB"),
            ],
            [(.sockets, "1"), (.nodesPerSocket, "1"), (.nodeSize, "64GiB"), (.tebibyteHole, "on")],
            [(.sockets, "1"), (.nodesPerSocket, "1"), (.nodeSize, "16MiB"), (.regions, "100000")],
            [(.earlyHole, "0x0-0x1000")],
            [(.tdx, "on"), (.sockets, "64"), (.nodesPerSocket, "1"), (.nodeSize, "16TiB")],
            [(.nodeSize, "5GiB"), (.highStart, "1GiB"), (.mmioHole, "0"), (.sockets, "1"), (.nodesPerSocket, "1")],
        ]
        for settings in contradictions {
            let machine = try Self.machine(settings)
            do {
                _ = try machine.map(seed: 3)
                Issue.record("\(settings) was accepted")
            } catch {
                guard case .contradiction = error else { Issue.record("\(error)"); continue }
                #expect(!"\(error)".contains("\n"))
            }
        }
    }

    @Test(
        arguments: [
            (.sockets, "0"), (.sockets, "65"), (.sockets, "-1"), (.sockets, "+1"), (.sockets, ""), (.sockets, "1e3"),
            (.sockets, "18446744073709551617"),
            (.nodeSize, "1000"), (.nodeSize, "64GB"), (.nodeSize, "99999999999TiB"), (.tdx, "yes"),
            (.earlyHole, "0x1000"), (.earlyHole, "0x2000-0x1000"),
            (.earlyHole, "1-2"), (.keyids, "1"), (.keyids, "1,70000"), (.regions, "4194305"), (.regions, "0"),
            (.lowTop, "0x1001"), (.strip, "1TiB"),
        ] as [(RecipeOption, String)])
    func `a value that is none is refused`(_ option: RecipeOption, _ value: String) {
        #expect(throws: SyntheticError.self) { try Self.machine([(option, value)]) }
    }

    @Test func `a pattern has no sockets`() {
        let recipe = Recipe(preset: "sized", settings: [Recipe.Setting(.sockets, "2")])
        #expect(throws: SyntheticError.notForPattern(.sockets, preset: "sized")) { try recipe.map() }
        #expect(throws: SyntheticError.unknownPreset("nosuch")) { try Recipe(preset: "nosuch").map() }
    }
}
