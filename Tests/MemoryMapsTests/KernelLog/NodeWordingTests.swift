import MemoryMaps
import PhysicalMemory
import TDXModule
import Testing

@Suite struct NodeWordingTests {
    static let firmware = "BIOS-e820: [mem 0x0000000000001000-0x000000003fffffff] usable\n"

    @Test(arguments: [
        "Early memory node ranges\n  node   0: [mem 0x0000000000001000-0x000000000fffffff]\n  node   1: [mem 0x0000000010000000-0x000000003fffffff]\n",
        "Early memory node ranges\n  node   0: [mem 0x00001000-0x0fffffff]\n  node  1: [mem 0x10000000-0x3fffffff]\n",
        "Early memory node ranges\n  node   1: [mem 0x10000000 - 0x3fffffff]\n  node   0: [mem 0x00001000 - 0x0fffffff]\n",
        "  node   0: [mem 0x0000000000001000-0x000000000fffffff]\n  node   1: [mem 0x0000000010000000-0x000000003fffffff]\n",
        "early_node_map[2] active PFN ranges\n    0: 0x00000001 -> 0x00010000\n    1: 0x00010000 -> 0x00040000\n",
        "[    0.000000] early_node_map[2] active PFN ranges\n[    0.000000]     0:        1 ->    65536\n[    0.000000]     1:    65536 ->   262144\n",
        "> early_node_map[2] active PFN ranges\n> 0: 1 -> 65536\n> 1: 65536 -> 262144\n",
        "Early memory PFN ranges\n    0: 0x00000001 -> 0x00010000\n    1: 0x00010000 -> 0x00040000\n",
        "Jun 29 18:28:41 host kernel: Early memory PFN ranges\nJun 29 18:28:41 host kernel:   0: 0x00000001 -> 0x00010000\nJun 29 18:28:41 host kernel:   1: 0x00010000 -> 0x00040000\n",
    ]) func `every wording of node ranges is understood`(_ text: String) throws {
        for whole in [text, Self.firmware + text] {
            let reading = try read(whole)
            #expect(reading.regions == ["[0x1000, 0x10000000) node 0", "[0x10000000, 0x40000000) node 1"])
            #expect(reading.memorySource == .nodeRanges)
            #expect(reading.warnings == [])
        }
    }

    @Test func `arrows elsewhere are no node ranges`() throws {
        let reading = try read(
            """
            SRAT: PXM 0 -> APIC 0x00 -> Node 0
            BIOS-e820: [mem 0x0000000000001000-0x000000003fffffff] usable
            Zone PFN ranges:
              DMA      0x00000010 -> 0x00001000
              Normal   0x00100000 -> 0x00230000
            0: 0x00000000 -> 0x00000100

            """)
        #expect(reading.regions == ["[0x1000, 0x40000000) node 0"])
    }

    @Test func `node ranges are kept as printed, not merged`() throws {
        let reading = try read(
            """
            Early memory node ranges
              node   1: [mem 0x0000000200000000-0x00000002ffffffff]
              node   0: [mem 0x0000000000001000-0x000000007fffffff]
              node   0: [mem 0x0000000080000000-0x00000000ffffffff]
              node   0: [mem 0x0000000100000000-0x00000001ffffffff]

            """)
        #expect(
            reading.regions == [
                "[0x1000, 0x80000000) node 0", "[0x80000000, 0x100000000) node 0", "[0x100000000, 0x200000000) node 0",
                "[0x200000000, 0x300000000) node 1",
            ])
    }

    @Test(arguments: [
        "SRAT: Node 0 PXM 0 [mem 0x00000000-0x0fffffff]\nSRAT: Node 3 PXM 7 [mem 0x10000000-0x3fffffff]\n",
        "ACPI: SRAT: Node 3 PXM 7 [mem 0x10000000-0x3fffffff]\nACPI: SRAT: Node 0 PXM 0 [mem 0x00000000-0x0fffffff]\n",
        "SRAT: Node 0 PXM 0 0-10000000\nSRAT: Node 3 PXM 7 10000000-40000000\n",
        "(XEN) SRAT: Node 0 PXM 0 [0000000000000000, 000000000fffffff]\n(XEN) SRAT: Node 3 PXM 7 [0000000010000000, 000000003fffffff]\n",
        "SRAT: Node 3 PXM 7 [mem 0x10000000-0x3fffffff] non-volatile\n",
        "SRAT: Node 3 PXM 7 [mem 0x10000000-0x4fffffff] \n",
        "SRAT: Node 1 PXM 1 [mem 0x40000000-0x4fffffff]\nSRAT: Node 3 PXM 7 [mem 0x10000000-0x3fffffff]\n",
    ]) func `every wording of the SRAT splits memory by node`(_ text: String) throws {
        let reading = try read(Self.firmware + text)
        #expect(reading.regions == ["[0x1000, 0x10000000) node 0", "[0x10000000, 0x40000000) node 3"])
        #expect(reading.map.hotplugWindows == [])
        #expect(reading.warnings == [])
    }

    @Test func `touching pieces of one node are merged, others and holes of the SRAT are not`() throws {
        let reading = try read(
            """
            BIOS-e820: [mem 0x0000000000001000-0x000000003fffffff] usable
            SRAT: Node 0 PXM 0 [mem 0x00000000-0x0009ffff]
            SRAT: Node 0 PXM 0 [mem 0x000a0000-0x07ffffff]
            SRAT: Node 1 PXM 1 [mem 0x10000000-0x1fffffff]
            SRAT: Node 1 PXM 1 [mem 0x20000000-0x2fffffff]
            SRAT: Node 2 PXM 2 [mem 0x30000000-0x37ffffff]

            """)
        // [0x8000000, 0x10000000) and what lies above the last range are nobody's: node 0.
        #expect(
            reading.regions == [
                "[0x1000, 0x10000000) node 0", "[0x10000000, 0x30000000) node 1", "[0x30000000, 0x38000000) node 2",
                "[0x38000000, 0x40000000) node 0",
            ])
    }

    @Test func `hotplug lines become windows; what is not hot-pluggable wins over them, then the first line`() throws {
        let reading = try read(
            """
            BIOS-e820: [mem 0x0000000000001000-0x000000003fffffff] usable
            SRAT: Node 5 PXM 5 [mem 0x00000000-0xffffffffffffffff] hotplug
            SRAT: Node 6 PXM 6 [mem 0x10000000-0x1fffffff] non-volatile
            SRAT: Node 7 PXM 7 [mem 0x18000000-0x2fffffff]
            SRAT: Node 8 PXM 8 [mem 0x100000000-0x1ffffffff] hotplug non-volatile
            SRAT: Node 9 PXM 9 [mem 0x200000000-0x2ffffffff] non-volatile
            SRAT: Node 8 PXM 8 [mem 0x100000000-0x1ffffffff] hotplug non-volatile

            """)
        #expect(
            reading.regions == [
                "[0x1000, 0x10000000) node 5", "[0x10000000, 0x20000000) node 6", "[0x20000000, 0x30000000) node 7",
                "[0x30000000, 0x40000000) node 5",
            ])
        #expect(
            reading.map.hotplugWindows.map(\.description) == [
                "[0x0, 0x10000000000000000) node 5", "[0x100000000, 0x200000000) node 8",
            ])
        #expect(reading.concerns == [.overlappingAffinity(NodeID(5), NodeID(6))])
    }

    @Test func `an empty SRAT range is nothing`() throws {
        let reading = try read(Self.firmware + "SRAT: Node 1 PXM 1 [mem 0x100000000-0xffffffff]\n")
        #expect(reading.regions == ["[0x1000, 0x40000000) node 0"])
        #expect(reading.warnings == [])
    }

    @Test func `a page that an SRAT border cuts belongs to nobody, as in Linux`() throws {
        let reading = try read(
            Self.firmware
                + "SRAT: Node 0 PXM 0 [mem 0x00000000-0x100007ff]\nSRAT: Node 1 PXM 1 [mem 0x10000800-0x3fffffff]\n")
        #expect(reading.regions == ["[0x1000, 0x10000000) node 0", "[0x10001000, 0x40000000) node 1"])
    }

    @Test func `a node list that does not fit the firmware map is doubted`() throws {
        let header = "BIOS-e820: [mem 0x0000000000100000-0x00000000ffffffff] usable\nEarly memory node ranges\n"
        #expect(
            try read(header + "  node   0: [mem 0x0000000000100000-0x000000007fffffff]\n").concerns
                == [.nodeRangesEndEarly(end: PageFrame(0x80000), firmwareEnd: PageFrame(0x100000))])
        #expect(
            try read(header + "  node   0: [mem 0x0000000000100000-0x00000001ffffffff]\n").concerns
                == [.nodeRangesOutsideFirmwareMap(PhysicalAddress(0x100000))])
        let user = header + "user: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
        #expect(try read(user + "  node   0: [mem 0x0000000000100000-0x000000007fffffff]\n").warnings == [])
    }

    @Test(
        arguments: [
            ("smp: Brought up 2 nodes, 208 CPUs", 208), ("smp: Brought up 1 node, 8 CPUs", 8),
            ("smp: Brought up 1 node, 1 CPU", 1),
            ("x86: Booted up 2 nodes, 24 CPUs", 24), ("Brought up 16 CPUs", 16), ("Brought up 1 CPUs", 1),
            ("[    0.2] Brought up 2 nodes, 4 CPUs", 4),
        ] as [(String, Int)]) func `the processors that were brought up are counted`(_ line: String, _ count: Int)
        throws
    {
        let reading = try read(Self.firmware + line + "\n")
        #expect(reading.map.statedLogicalProcessors == count)
        #expect(
            try read(Self.firmware + "smpboot: Max logical packages: 240\nCPU topo: Max. logical packages:   2\n").map
                .statedLogicalProcessors == nil)
    }
}
