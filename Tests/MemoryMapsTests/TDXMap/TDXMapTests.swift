import MemoryMaps
import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@Suite struct TDXMapTests {
    @Test func `all directives are read`() throws {
        let reading = try read(
            """
            # a machine

            tdxmap 1 # version
            memory 0x1000 0x9f000 0
            memory 1048576 0x80000000 0\t# low
              memory 0x80000000 0x100000000 1
            memory 0xffffffff00000 0x10000000000000 65535
            cmr 0x100000 0x80000000
            cmr 0x0 0x0
            cmr 0x80000000 0x10000000000000
            hotplug 0x200000000 0x300000000 2
            hotplug 0x0 0x10000000000000000 3
            hotplug 0x0 18446744073709551616 4
            hotplug 0x800002070000000 0x800006070000000 0
            limits 3 32 24 16 4096
            packages 4
            lps 96
            keyids 63 64

            """)
        #expect(reading.format == .tdxmap)
        #expect(reading.warnings == [])
        #expect(
            reading.regions == [
                "[0x1000, 0x9f000) node 0", "[0x100000, 0x80000000) node 0", "[0x80000000, 0x100000000) node 1",
                "[0xffffffff00000, 0x10000000000000) node 65535",
            ])
        #expect(
            reading.map.cmrs == [
                CMR(base: PhysicalAddress(0x100000), size: ByteCount(0x7ff0_0000)),
                CMR(base: PhysicalAddress(0), size: .zero),
                CMR(base: PhysicalAddress(0x8000_0000), size: ByteCount(1 << 52 - 0x8000_0000)),
            ])
        #expect(
            reading.map.hotplugWindows.map(\.description) == [
                "[0x200000000, 0x300000000) node 2", "[0x0, 0x10000000000000000) node 3",
                "[0x0, 0x10000000000000000) node 4",
                "[0x800002070000000, 0x800006070000000) node 0",
            ])
        #expect(
            reading.map.limits
                == ModuleLimits(
                    maxTDMRs: 3, maxReservedAreas: 32, pamtEntrySize4K: ByteCount(24), pamtEntrySize2M: ByteCount(16),
                    pamtEntrySize1G: ByteCount(4096)))
        #expect(reading.map.packages == 4)
        #expect(reading.map.logicalProcessors == 96)
        #expect(reading.map.keyIDs == KeyIDCounts(mktme: 63, tdx: 64))
    }

    @Test func `what is not stated has its default`() throws {
        let map = try read("tdxmap 1\nmemory 0x1000 0x2000 0\npackages 3\n").map
        #expect(map == HostMemoryMap(memory: [MemoryRegion(pages: PageRange(1, 2), node: NodeID(0))], packages: 3))
        #expect(map.cmrs == nil)
        #expect(map.logicalProcessors == 6)
    }

    @Test func `line ends of other systems and a missing last one are accepted`() throws {
        #expect(try read("\u{feff}tdxmap 1\r\nmemory 0x1000 0x2000 0\r\n").warnings == [])
        #expect(try read("tdxmap 1\nmemory 0x1000 0x2000 0").concerns == [.unterminatedLastLine])
    }

    @Test(
        arguments: [
            ("", "m:1: the input is empty"),
            ("\n", "m:1: no memory map found: expected a kernel log, /proc/iomem, an EFI memory map or a tdxmap"),
            (
                "# nothing\n\n",
                "m:2: no memory map found: expected a kernel log, /proc/iomem, an EFI memory map or a tdxmap"
            ),
            ("tdxmap 1\n", "m:1: the map has no memory"),
            ("tdxmap 1\n# end\n", "m:2: the map has no memory"),
            ("tdxmap\n", "m:1: unsupported tdxmap version '', expected 1"),
            ("tdxmap 2\n", "m:1: unsupported tdxmap version '2', expected 1"),
            ("tdxmap 1 2\n", "m:1: unsupported tdxmap version '1 2', expected 1"),
            ("tdxmap 1\ntdxmap 1\n", "m:2: unknown directive 'tdxmap'"),
            ("tdxmap 1\nmem 0 0x1000 0\n", "m:2: unknown directive 'mem'"),
            ("tdxmap 1\nMEMORY 0 0x1000 0\n", "m:2: unknown directive 'MEMORY'"),
            ("tdxmap 1\nmemory\n", "m:2: 'memory' takes 3 numbers, found 0"),
            ("tdxmap 1\nmemory 0 0x1000\n", "m:2: 'memory' takes 3 numbers, found 2"),
            ("tdxmap 1\nmemory 0 0x1000 0 0\n", "m:2: 'memory' takes 3 numbers, found 4"),
            ("tdxmap 1\nmemory 0 0x1000 # 0\n", "m:2: 'memory' takes 3 numbers, found 2"),
            ("tdxmap 1\nmemory 0 4K 0\n", "m:2: '4K' is not a decimal or 0x number"),
            ("tdxmap 1\nmemory 0 1000h 0\n", "m:2: '1000h' is not a decimal or 0x number"),
            ("tdxmap 1\nmemory 0 0x 0\n", "m:2: '0x' is not a decimal or 0x number"),
            ("tdxmap 1\nmemory 0 -4096 0\n", "m:2: '-4096' is not a decimal or 0x number"),
            ("tdxmap 1\nmemory 0 +4096 0\n", "m:2: '+4096' is not a decimal or 0x number"),
            ("tdxmap 1\nmemory 0 0x1000,0\n", "m:2: '0x1000,0' is not a decimal or 0x number"),
            ("tdxmap 1\nmemory 0 1 0\n", "m:2: 1 is not a multiple of 4096"),
            ("tdxmap 1\nmemory 0x800 0x1000 0\n", "m:2: 0x800 is not a multiple of 4096"),
            ("tdxmap 1\nmemory 0x1000 0x1000 0\n", "m:2: the range at 0x1000 is empty"),
            ("tdxmap 1\nmemory 0x2000 0x1000 0\n", "m:2: the range ends at 0x1000, before its start 0x2000"),
            ("tdxmap 1\nmemory 0 0x10000000001000 0\n", "m:2: 0x10000000001000 lies beyond the 52-bit address space"),
            (
                "tdxmap 1\nmemory 0 0xffffffffffffffff 0\n",
                "m:2: 0xffffffffffffffff lies beyond the 52-bit address space"
            ),
            (
                "tdxmap 1\nmemory 0 0x10000000000000000 0\n",
                "m:2: 0x10000000000000000 lies beyond the 52-bit address space"
            ),
            (
                "tdxmap 1\nhotplug 0x10000000000000000 0x10000000000000000 0\n",
                "m:2: 0x10000000000000000 lies beyond the 52-bit address space"
            ),
            (
                "tdxmap 1\nmemory 0 99999999999999999999999999 0\n",
                "m:2: 99999999999999999999999999 lies beyond the 52-bit address space"
            ),
            ("tdxmap 1\nmemory 0 0x1000 65536\n", "m:2: 65536 is above 65535"),
            ("tdxmap 1\nmemory 0 0x1000 0x100000000\n", "m:2: 0x100000000 is above 65535"),
            (
                "tdxmap 1\nmemory 0 0x3000 0\nmemory 0x2000 0x4000 0\n",
                "m:3: the region at 0x2000 starts below the end of the one before, 0x3000"
            ),
            (
                "tdxmap 1\nmemory 0x2000 0x3000 0\nmemory 0 0x1000 0\n",
                "m:3: the region at 0x0 starts below the end of the one before, 0x3000"
            ),
            ("tdxmap 1\ncmr 0x2000 0x1000\n", "m:2: the range ends at 0x1000, before its start 0x2000"),
            ("tdxmap 1\ncmr 0x800 0x1000\n", "m:2: 0x800 is not a multiple of 4096"),
            (
                "tdxmap 1\nhotplug 0x0 0x10000000000000001 0\n",
                "m:2: 0x10000000000000001 lies beyond the 52-bit address space"
            ),
            ("tdxmap 1\nhotplug 0x1000 0x1000 0\n", "m:2: the range at 0x1000 is empty"),
            ("tdxmap 1\npackages 0\n", "m:2: 0 is below 1"),
            ("tdxmap 1\npackages 1 1\n", "m:2: 'packages' takes 1 numbers, found 2"),
            ("tdxmap 1\nlps 0\n", "m:2: 0 is below 1"),
            ("tdxmap 1\nlps 4294967296\n", "m:2: 4294967296 is above 1048576"),
            ("tdxmap 1\nlimits 64 16 16 16\n", "m:2: 'limits' takes 5 numbers, found 4"),
            ("tdxmap 1\nlimits 64 16 16 16 65536\n", "m:2: 65536 is above 65535"),
            ("tdxmap 1\nkeyids 31\n", "m:2: 'keyids' takes 2 numbers, found 1"),
            ("tdxmap 1\nlps 2\nlps 2\n", "m:3: directive 'lps' is repeated"),
            ("tdxmap 1\nkeyids 1 2\npackages 1\nkeyids 1 2\n", "m:4: directive 'keyids' is repeated"),
            ("tdxmap 1\nlimits 1 1 1 1 1\nlimits 1 1 1 1 1\n", "m:3: directive 'limits' is repeated"),
            ("tdxmap 1\npackages 1\npackages 2\n", "m:3: directive 'packages' is repeated"),
            ("tdxmap 1\nmemory 0x1000 0x20", "m:2: 32 is not a multiple of 4096"),
            ("tdxmap 1\n\u{1}\u{2}\0\n", "m:2: unknown directive '\u{fffd}\u{fffd}\u{fffd}'"),
        ] as [(String, String)]) func `what is wrong is said with its line`(_ text: String, _ message: String)
    {
        #expect(failure(text) == message.replacing("32 is no", with: "0x20 is no"))
    }

    @Test func `the thirty-third CMR is one too many`() throws {
        let cmrs = String(repeating: "cmr 0x1000 0x2000\n", count: 32)
        #expect(try read("tdxmap 1\nmemory 0 0x1000 0\n" + cmrs).map.cmrs?.count == 32)
        #expect(failure("tdxmap 1\nmemory 0 0x1000 0\n" + cmrs + "cmr 0x1000 0x2000\n") == "m:35: more than 32 CMRs")
    }

    @Test func `a long line is bad input unless it is a comment`() throws {
        let long = String(repeating: "x", count: 1 << 20)
        #expect(failure("tdxmap 1\n" + long + "\n") == "m:2: the line is too long")
        #expect(try read("tdxmap 1\n# " + long + "\nmemory 0 0x1000 0\n").map.memory.count == 1)
    }

    @Test func `writing and reading gives the same map`() throws {
        for seed in TestSeed.several(Thoroughness.cases(quick: 200, thorough: 5000)) {
            let map = Self.randomMap(seed)
            #expect(map.firstViolation() == nil, "seed \(seed)")
            let bytes = TDXMapWriter.bytes(map)
            let back = try MapReader.read(bytes, name: "m")
            #expect(back.map == map, "seed \(seed)")
            #expect(TDXMapWriter.bytes(back.map) == bytes, "seed \(seed)")
        }
    }

    @Test func `a large map is written in pieces`() {
        let map = HostMemoryMap(
            memory: (0..<20_000).map { MemoryRegion(pages: PageRange($0 * 2, $0 * 2 + 1), node: NodeID(0)) })
        var pieces: [[UInt8]] = []
        TDXMapWriter.write(map) { pieces.append($0) }
        #expect(pieces.count > 5)
        #expect(pieces.allSatisfy { $0.count < 70_000 })
        #expect(Array(pieces.joined()) == TDXMapWriter.bytes(map))
    }

    /// A map of every field that the format has, each also missing; numbers of all lengths, where machines that are planned have small ones.
    static func randomMap(_ seed: UInt64) -> HostMemoryMap {
        var maker = MachineMaker(seed: seed)
        func gap(_ maker: inout MachineMaker) -> UInt64 { maker.random.below(2) * maker.random.below(1 << 20) }
        var map = HostMemoryMap()
        map.memory = maker.regions(maker.pick(1...7), from: gap(&maker)) { maker, _ in
            MachineMaker.Piece(
                pages: 1 + maker.random.below(1 << maker.pick(0...30)),
                node: UInt32(maker.random.below(maker.chance(50) ? 4 : 1 << 16)), gap: gap(&maker))
        }
        if maker.pick(0...7) == 0 {
            map.memory.append(MemoryRegion(pages: PageRange(1 << 40 - 1, 1 << 40), node: NodeID(0)))
        }
        if maker.chance(50) {
            map.cmrs = (0...maker.pick(0...31)).map { _ in
                CMR(
                    base: PhysicalAddress(maker.random.below(1 << 39) << 12),
                    size: ByteCount(maker.random.below(2) * maker.random.below(1 << 39) << 12))
            }
        }
        for _ in 0..<maker.pick(0...2) {
            let start = maker.random.below(1 << 40)
            let end = maker.chance(25) ? 1 << 52 : start + 1 + maker.random.below(1 << 30)
            map.hotplugWindows.append(
                MemoryRegion(pages: PageRange(start, end), node: NodeID(UInt32(maker.pick(0...8)))))
        }
        if maker.chance(50) {
            map.limits = ModuleLimits(
                maxTDMRs: maker.pick(0...1 << 20 - 1), maxReservedAreas: maker.pick(0...98),
                pamtEntrySize4K: ByteCount(maker.random.below(1 << 16)))
        }
        if maker.chance(50) { map.packages = maker.pick(1...64) }
        if maker.chance(50) { map.statedLogicalProcessors = maker.pick(1...1 << 13) }
        if maker.chance(50) {
            map.keyIDs = KeyIDCounts(mktme: UInt32(maker.pick(0...0x7fff)), tdx: UInt32(maker.pick(0...0x7fff)))
        }
        return map
    }
}
