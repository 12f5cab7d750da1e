import Foundation
import MemoryMaps
import PhysicalMemory
import TestSupport
import Testing

@Suite struct ListingTests {
    private static let table = """
        RANGE                                 SIZE  STATE REMOVABLE     BLOCK NODE
        0x0000000000000000-0x000000007fffffff   2G online       yes      0-15    0
        0x0000000100000000-0x000000107fffffff  62G online       yes   32-527     0
        0x0000001080000000-0x000000207fffffff  64G online       yes 528-1039     1
        0x0000002080000000-0x0000002087ffffff 128M offline      yes     1040     1

        Memory block size:       128M
        Total online memory:     128G

        """

    @Test func `an SRAT that ends before its header says is cut`() throws {
        let file = Fixtures.packageRoot.appending(path: "Tests/Fixtures/readers/srat.dsl")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(try read(text).concerns == [.affinityStandsIn])
        let short = text.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
        #expect(
            try read(short).concerns.contains(.affinityTableCut(stated: 168, listed: 160)))
        // Another table behind it is not part of it.
        let other = "[000h 0000   4]  Signature : \"CEDT\"\n[004h 0004   4]  Table Length : 00001000\n"
        #expect(try read(text + other).concerns == [.affinityStandsIn])
    }

    @Test func `lsmem is read in all its forms`() throws {
        let reading = try read(Self.table)
        #expect(
            reading.regions == [
                "[0x0, 0x80000000) node 0", "[0x100000000, 0x1080000000) node 0", "[0x1080000000, 0x2080000000) node 1",
            ])
        #expect(reading.format == .memoryBlocks)
        #expect(reading.concerns == [.wholeBlocks])
        // A row less than lsmem itself adds up to, which rounds to a tenth.
        let short = Self.table.split(separator: "\n").filter { !$0.contains("62G") }.joined(separator: "\n") + "\n"
        #expect(
            try read(short).concerns == [.linesMissing(gap: false, messages: nil, memory: .gib(62)), .wholeBlocks])
        #expect(try read(Self.table.replacing("   128G", with: "128.1G")).concerns == [.wholeBlocks])
        let withoutNode = Self.table.split(separator: "\n").map { $0.prefix(70) + "\n" }.joined().replacing(
            " NODE", with: "")
        #expect(try read(withoutNode).regions == ["[0x0, 0x80000000) node 0", "[0x100000000, 0x2080000000) node 0"])
        let pairs = """
            RANGE="0x0000000000000000-0x0000000007ffffff" SIZE="128M" STATE="online" REMOVABLE="yes" BLOCK="0" NODE="0"
            RANGE="0x0000000008000000-0x000000000fffffff" SIZE="128M" STATE="online" REMOVABLE="yes" BLOCK="1" NODE="0"
            RANGE="0x0000000010000000-0x0000000017ffffff" SIZE="128M" STATE="offline" REMOVABLE="yes" BLOCK="2" NODE="0"
            RANGE="0x0000000018000000-0x000000001fffffff" SIZE="128M" STATE="online" REMOVABLE="yes" BLOCK="3" NODE="1"

            """
        #expect(try read(pairs).regions == ["[0x0, 0x10000000) node 0", "[0x18000000, 0x20000000) node 1"])
        let json = """
            {
               "memory": [
                  {
                     "range": "0x0000000000000000-0x000000007fffffff",
                     "size": "2G",
                     "state": "online",
                     "removable": true,
                     "block": "0-15",
                     "node": 0
                  },{
                     "range": "0x0000000100000000-0x000000107fffffff",
                     "size": 68719476736,
                     "state": "online",
                     "node": "1"
                  },{
                     "range": "0x0000001080000000-0x000000207fffffff",
                     "state": "offline",
                     "node": null
                  }
               ]
            }

            """
        for text in [json, json.filter { $0 != "\n" && $0 != " " } + "\n", json.replacing("\n", with: "\r\n")] {
            let reading = try read(text)
            #expect(reading.regions == ["[0x0, 0x80000000) node 0", "[0x100000000, 0x1080000000) node 1"])
            #expect(reading.format == .memoryBlocks)
        }
        #expect(
            failure(
                json.replacing("0x0000000000000000-0x000000007fffffff", with: "0x0000000080000000-0x0000000000000fff"))
                == "m:10: the range ends at 0xfff, before its start 0x80000000")
        #expect(
            failure("0x0000000080000000-0x0000000000000fff 2G online yes 0 0\n")
                == "m:1: the range ends at 0xfff, before its start 0x80000000")
    }

    @Test func `a copied tree of memory blocks is read`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("block_size_bytes", "8000000\n")
        for (block, state, node) in [(0, "online", 0), (1, "online", 0), (2, "offline", 0), (32, "online", 1)] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: "memory\(block)/node\(node)"), withIntermediateDirectories: true)
            _ = try folder.file("memory\(block)/state", state + "\n")
        }
        let reading = try MapReader.read(folder.url.path)
        #expect(reading.regions == ["[0x0, 0x10000000) node 0", "[0x100000000, 0x108000000) node 1"])
        #expect(reading.memorySource == .memoryBlocks)
        // A copy of /sys/devices/system is named as often.
        let above = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            at: above.url.appending(path: "memory"), withDestinationURL: folder.url)
        for path in [above.url.path, above.url.path + "/"] {
            #expect(try MapReader.read(path).map == reading.map)
        }
    }

    private static func affinity(_ domain: Int, _ base: String, _ length: String, hotplug: Int = 0, enabled: Int = 1)
        -> String
    {
        """
        [030h 0048   1]                Subtable Type : 01 [Memory Affinity]
        [031h 0049   1]                       Length : 28
        [032h 0050   4]             Proximity Domain : \(String(format: "%08X", domain))
        [038h 0056   8]                 Base Address : \(base)
        [040h 0064   8]               Address Length : \(length)
        [04Ch 0076   4]        Flags (decoded below) : 00000001
                                             Enabled : \(enabled)
                                       Hot Pluggable : \(hotplug)
                                        Non-Volatile : 0

        """
    }

    private static let tables =
        affinity(0, "0000000000000000", "0000000080000000") + affinity(1, "0000000100000000", "0000000F80000000")
        + affinity(2, "0000008000000000", "0000001000000000", hotplug: 1)
        + affinity(3, "0000009000000000", "0000001000000000", enabled: 0)
        + "[0E8h 0232   1]                Subtable Type : 01 [CXL Fixed Memory Window Structure]\n[0F0h 0240   8]          Window base address : 0000002070000000\n[0F8h 0248   8]                  Window size : 0000004000000000\n"

    @Test func `disassembled SRAT and CEDT give nodes and windows`() throws {
        let alone = try read(Self.tables)
        #expect(alone.regions == ["[0x0, 0x80000000) node 0", "[0x100000000, 0x1080000000) node 1"])
        #expect(
            alone.map.hotplugWindows.map(\.description) == [
                "[0x8000000000, 0x9000000000) node 2", "[0x2070000000, 0x6070000000) node 0",
            ])
        #expect(alone.concerns == [.affinityStandsIn])
        #expect(alone.format == .acpiTables)
        // Beside a map they say only where the nodes lie.
        let beside = try read(
            "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\nBIOS-e820: [mem 0x0000000100000000-0x00000001ffffffff] usable\n"
                + Self.tables)
        #expect(beside.regions == ["[0x100000, 0x80000000) node 0", "[0x100000000, 0x200000000) node 1"])
    }

    @Test func `the maps of kexec and Xen are read`() throws {
        for prefix in ["", "[  173.113296] ", "[  +0.000002] ", "Nov  1 10:00:00 host kernel: kexec_file: "] {
            let lines = [
                "E820 memmap:", "0000000000001000-000000000009ffff (1)", "00000000000a0000-00000000000fffff (2)",
                "0000000000100000-000000007fffffff (1)",
            ]
            let kexec = try read(lines.map { prefix + $0 + "\n" }.joined())
            #expect(kexec.regions == ["[0x1000, 0xa0000) node 0", "[0x100000, 0x80000000) node 0"], "\(prefix)")
            #expect(kexec.format == .kexec)
        }
        for stamp in ["[    0.000000] ", "[2024-01-01 10:00:00.123] ", "[00000001e6c2c8a3] "] {
            let xen = try read(
                "(XEN) \(stamp) [0000000000100000, 000000007fffffff] (usable)\n(XEN) \(stamp)SRAT: Node 0 PXM 0 [0000000100000000, 00000001ffffffff] (hotplug)\n"
            )
            #expect(xen.regions == ["[0x100000, 0x80000000) node 0"], "\(stamp)")
        }
        let xen = try read(
            "(XEN) Xen-e820 RAM map:\n(XEN)  0000000000000000 - 000000000009e000 (usable)\n(XEN)  [0000000000100000, 000000007fffffff] (usable)\n(XEN)  [0000000080000000, 000000008fffffff] (reserved)\n"
        )
        #expect(xen.regions == ["[0x0, 0x9e000) node 0", "[0x100000, 0x80000000) node 0"])
        #expect(xen.memorySource == .xen)
    }

    @Test func `hot plug zones of 2006 and counts of processors are read`() throws {
        let old = try read(
            "BIOS-e820: 0000000000100000 - 0000000080000000 (usable)\nSRAT: Node 1 PXM 1 100000000-200000000\nSRAT: hot plug zone found 100000000 - 200000000 \n"
        )
        #expect(old.map.hotplugWindows.map(\.description) == ["[0x100000000, 0x200000000) node 1"])
        // The node's line covers all of the node by then: the zone is a part of it.
        let part = try read(
            "BIOS-e820: 0000000000100000 - 0000000080000000 (usable)\nSRAT: Node 0 PXM 0 0-80000000\nSRAT: Node 1 PXM 1 80000000-200000000\nSRAT: hot plug zone found 100000000 - 200000000 \n"
        )
        #expect(part.map.hotplugWindows.map(\.description) == ["[0x100000000, 0x200000000) node 1"])
        #expect(part.warnings == [])
        let memory = "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
        let apics =
            "ACPI: SRAT: PXM 0 -> APIC 0x00 -> Node 0\nACPI: SRAT: PXM 0 -> APIC 0x02 -> Node 0\nACPI: SRAT: PXM 1 -> APIC 0x04 -> Node 1\n"
        let allowed = "smpboot: Allowing 208 CPUs, 16 hotplug CPUs\n"
        let activated = "smpboot: Total of 190 processors activated (912000.00 BogoMIPS)\n"
        #expect(try read(memory + apics).map.statedLogicalProcessors == 3)
        #expect(try read(memory + apics + allowed).map.statedLogicalProcessors == 192)
        #expect(try read(memory + apics + allowed + activated).map.statedLogicalProcessors == 190)
        #expect(
            try read(memory + activated + "smp: Brought up 2 nodes, 188 CPUs\n" + allowed).map.statedLogicalProcessors
                == 188)
    }

    @Test func `a log inside of JSON strings is read`() throws {
        let escaped = String(
            decoding: try JSONSerialization.data(
                withJSONObject: ["stdout": modernBoot, "rc": 0], options: .sortedKeys), as: UTF8.self)
        #expect(try read(escaped).map == modernMap)
        #expect(
            try read(String(decoding: try JSONSerialization.data(withJSONObject: [modernBoot]), as: UTF8.self)).map
                == modernMap)
    }

    /// The programs that are installed, by their paths.
    private static let compressors = ["gzip", "xz", "zstd", "bzip2"].compactMap(Programs.path)

    @Test func `gzip is installed at the least`() {
        #expect(Self.compressors.contains { $0.hasSuffix("/gzip") })
    }

    @Test(arguments: compressors) func `compressed logs are read where the system can undo it`(_ path: String) throws {
        let folder = try TemporaryFolder()
        let log = try folder.file("boot.log", modernBoot)
        let compressor = Process()
        compressor.executableURL = URL(filePath: path)
        compressor.arguments = ["-q", "-k", log]
        try compressor.run()
        compressor.waitUntilExit()
        let packed = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).first { $0 != "boot.log" })
        let packedPath = folder.url.appending(path: packed).path
        #expect(try MapReader.read(packedPath).map == modernMap)
        // A file that is cut is no shorter log.
        let bytes = try Data(contentsOf: URL(filePath: packedPath))
        try bytes.prefix(bytes.count / 2).write(to: URL(filePath: packedPath))
        #expect(throws: InputError(path: packedPath, line: nil, fault: .damaged)) { try MapReader.read(packedPath) }
    }
}
