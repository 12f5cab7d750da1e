import MemoryMaps
import PhysicalMemory
import TDXModule
import Testing

@Suite struct FirmwareWordingTests {
    @Test(arguments: [
        "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable",
        "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff]  System RAM",
        "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] System RAM",
        "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff]    1.9 GB System RAM",
        "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] 2047   MB System RAM",
        "BIOS-e820: [mem 0x00100000-0x7fffffff] usable",
        "BIOS-e820: [mem 0x00100000 - 0x7fffffff] usable",
        "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable <- this one",
        "BIOS-e820: 0000000000100000 - 0000000080000000 (usable)",
        " BIOS-e820: 0000000000100000 - 0000000080000000 (usable)",
        "BIOS-e801: 0000000000100000 - 0000000080000000 (usable)",
        "BIOS-88: 0000000000100000 - 0000000080000000 (usable)",
        "efi: mem00: [Conventional Memory|   |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[0x0000000000100000-0x000000007fffffff] (2047MB)",
        "efi: mem00: [Conventional|   |  |  |WB|WT|WC|UC] range=[0x0000000000100000-0x0000000080000000) (2047MB)",
        "efi: mem07: [Boot Data          |   |  |  |  |   |WB|WT|WC|UC] range=[0x100000-0x80000000) (2047MB)",
        "efi: mem07: [Loader Code        |attr=0x000000000000000f] range=[0x100000-0x80000000) (2047MB)",
        "efi: mem84: type=3, attr=0xf, range=[0x0000000000100000-0x0000000080000000) (2047MB)",
        "EFI: mem84: type=7, attr=0xf, range=[0x0000000000100000-0x0000000080000000) (2047MB)",
        "efi: mem84: type=3D7, attr=3D0xf, range=3D[0x0000000000100000-0x0000000080000000) (2047MB)",
        "00100000-7fffffff : System RAM",
    ]) func `every wording of usable memory is understood`(_ line: String) throws {
        let reading = try read("[    0.000000] \(line)\n".replacing("[    0.000000] 00", with: "00"))
        #expect(reading.regions == ["[0x100000, 0x80000000) node 0"])
        #expect(reading.warnings == [])
    }

    @Test(arguments: [
        "reserved", "ACPI data", "ACPI NVS", "unusable", "soft reserved", "persistent (type 12)", "persistent (type 7)",
        "type 20", "type 16", "type 9",
        "device reserved", "persistent RAM (type 7)", "persistent RAM (type 12)",
    ]) func `no other type is memory, and none is unreadable`(_ type: String) throws {
        let usable = "BIOS-e820: [mem 0x0000000000100000-0x00000000001fffff] usable"
        for line in [
            "BIOS-e820: [mem 0x0000000000200000-0x000000007fffffff] \(type)",
            "BIOS-e820: 0000000000200000 - 0000000080000000 (\(type))",
            "BIOS-e820: [mem 0x0000000000200000-0x000000007fffffff]  \(type)",
            "BIOS-e820: [mem 0x0000000000200000-0x000000007fffffff]   14   MB \(type)",
        ] {
            let reading = try read("\(usable)\n\(line)\n")
            #expect(reading.regions == ["[0x100000, 0x200000) node 0"])
            #expect(reading.warnings == [])
        }
    }

    @Test func `gaps and other notes of the firmware map are no memory`() throws {
        let reading = try read(
            """
            BIOS-provided physical RAM map:
            BIOS-e820: [gap 0x0000000000000000-0x00000000000fffff]
            BIOS-e820: [gap 0x0000000000000000-0x00000000000fffff]    1   MB ...
            BIOS-e820: [mem 0x0000000000100000-0x00000000001fffff]  System RAM
            BUG: out of order E820 entry!
            [Firmware Bug]: out of order E820 entry!
            BIOS-e820: [mem 0x0000000000000000-0x00000000000fffff]  device reserved
            [gap 0x00200000-0xffffffff] available for PCI devices
            [mem 0x00200000-0xffffffff] available for PCI devices
            e820: [mem 0x00200000-0xffffffff] available for PCI devices

            """)
        #expect(reading.regions == ["[0x100000, 0x200000) node 0"])
        #expect(reading.warnings == [])
    }

    @Test func `maps that follow the firmware map are not taken for it`() throws {
        let reading = try read(
            """
            BIOS-provided physical RAM map:
            BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable
            e820: update [mem 0x00000000-0x00000fff] usable ==> reserved
            e820: update [mem 0x00000000-0x00000fff] System RAM ==> device reserved
            e820: remove [mem 0x000a0000-0x000fffff] usable
            efi: Remove mem55: MMIO range=[0x80000000-0x8fffffff] (256MB) from e820 map
            extended physical RAM map:
            reserve setup_data: [mem 0x0000000000000000-0x0000000079348017] usable
            reserve setup_data: [mem 0x0000000079348018-0x000000007936f857] usable
            Xen: [mem 0x0000000000000000-0x00000000ffffffff] usable
            (XEN)  [0000000000000000, 000000000009dfff] (usable)
            (XEN)  0000000000000000 - 000000000009e000 (usable)
            Faking a node at [mem 0x0000000000000000-0x000000007ffdffff]
            Faking node 0 at [mem 0x0000000000001000-0x0000000040000fff] (1024MB)
            NUMA: Node 0 [mem 0x00000000-0x7fffffff] + [mem 0x100000000-0x67fffffff] -> [mem 0x00000000-0x67fffffff]
            Initmem setup node 0 [mem 0x0000000000001000-0x0000000040000fff]
            NODE_DATA(0) allocated [mem 0x3fffb400-0x40000fff]
            Movable zone start for each node
            PM: hibernation: Registered nosave memory: [mem 0x00000000-0x00000fff]
              DMA      [mem 0x0000000000001000-0x0000000000ffffff]
              DMA      0x00000010 -> 0x00001000

            """)
        #expect(reading.regions == ["[0x100000, 0x80000000) node 0"])
        #expect(reading.warnings == [])
    }

    @Test func `the user's map replaces the firmware map`() throws {
        let new = try read(
            """
            BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable
            user-defined physical RAM map:
            user: [mem 0x0000000000100000-0x000000003fffffff] usable
            user: [mem 0x0000000040000000-0x000000007fffffff] reserved

            """)
        #expect(new.regions == ["[0x100000, 0x40000000) node 0"])
        #expect(new.memorySource == .userMap)
        let old = try read(
            " BIOS-e820: 0000000000100000 - 0000000080000000 (usable)\n user: 0000000000100000 - 0000000040000000 (usable)\n"
        )
        #expect(old.map == new.map)
        // Words that only look like it.
        #expect(
            try read("BIOS-e820: [mem 0x100000-0x7fffffff] usable\nsuperuser: [mem 0x0-0xfff] usable\nuser: root\n")
                .memorySource == .e820)
    }

    @Test func `overlapping and unsorted entries are resolved as Linux does`() throws {
        let reading = try read(
            """
            BIOS-e820: [mem 0x0000000100000000-0x00000001ffffffff] usable
            BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable
            BIOS-e820: [mem 0x0000000040000000-0x0000000040000fff] reserved
            BIOS-e820: [mem 0x0000000050000000-0x0000000050ffffff] ACPI NVS
            BIOS-e820: [mem 0x0000000050800000-0x0000000051ffffff] ACPI data
            BIOS-e820: [mem 0x000000007f000000-0x000000008fffffff] reserved

            """)
        #expect(
            reading.regions == [
                "[0x100000, 0x40000000) node 0", "[0x40001000, 0x50000000) node 0", "[0x52000000, 0x7f000000) node 0",
                "[0x100000000, 0x200000000) node 0",
            ])
        #expect(reading.concerns == [.overlappingFirmwareRanges])
    }

    @Test func `a map that is printed twice gives no warning`() throws {
        let once =
            "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\nBIOS-e820: [mem 0x0000000080000000-0x000000008fffffff] reserved\n"
        #expect(try read(once + once).regions == read(once).regions)
        #expect(try read(once + once).warnings == [])
    }

    @Test func `entries are rounded inward to pages, after touching ones became one`() throws {
        let reading = try read(
            """
            BIOS-e820: [mem 0x0000000000000100-0x000000000009fbff] usable
            BIOS-e820: [mem 0x0000000000100001-0x00000000002007ff] usable
            BIOS-e820: [mem 0x0000000000200800-0x0000000000300ffe] usable
            BIOS-e820: [mem 0x0000000000400001-0x0000000000400fff] usable
            BIOS-e820: [mem 0x0000000000500000-0x0000000000500fff] usable
            BIOS-e820: [mem 0x0000000000600000-0x00000000005fffff] usable

            """)
        #expect(
            reading.regions == [
                "[0x1000, 0x9f000) node 0", "[0x101000, 0x300000) node 0", "[0x500000, 0x501000) node 0",
            ])
        #expect(reading.warnings == [])
    }

    @Test func `EFI memory counts only where there is no e820 map`() throws {
        let efi = "efi: mem00: type=7, attr=0xf, range=[0x0000000000100000-0x0000000000200000) (1MB)\n"
        #expect(try read(efi).format == .efiMemoryMap)
        #expect(
            try read(efi + "BIOS-e820: [mem 0x0000000000300000-0x00000000003fffff] usable\n").regions == [
                "[0x300000, 0x400000) node 0"
            ])
        let all = (0...15).map {
            "efi: mem0\($0): type=\($0), attr=0xf, range=[0x\($0 + 1)00000-0x\($0 + 1)80000) (0MB)\n"
        }.joined()
        #expect(try read(all).regions == [2, 3, 4, 5, 8].map { "[0x\($0)00000, 0x\($0)80000) node 0" })
    }

    @Test func `EFI memory kept for a special purpose is not memory`() throws {
        let usable = "efi: mem00: [Conventional Memory|   |  |  |  |WB|WT|WC|UC] range=[0x100000-0x1fffff] (1MB)\n"
        for special in [
            "efi: mem01: [Conventional Memory|   |  |  |SP|  |  |  |  |  |   |WB|WT|WC|UC] range=[0x200000-0x2fffff] (1MB)\n",
            "efi: mem01: [Conventional Memory|attr=0x000000000004000f] range=[0x200000-0x2fffff] (1MB)\n",
            "efi: mem01: type=7, attr=0x4000f, range=[0x200000-0x300000) (1MB)\n",
        ] { #expect(try read(usable + special).regions == ["[0x100000, 0x200000) node 0"]) }
    }

    @Test func `lines that state memory but cannot be read are skipped and counted`() throws {
        let reading = try read(
            """
            BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable
            BIOS-e820: [mem 0x0000000100000000-0x00000001fff
            BIOS-e820: [mem 0x00000x0200000000-0x00000002ffffffff] usable
            BIOS-e820: [mem 0x0000000300000000-0x00000003ffffffff] usabl
            SRAT: Node 0 PXM 0 [mem 0x00000000-
              node   0: [mem 0x00000000-0x
            the BIOS-e820: lines above are a mess

            """)
        #expect(reading.regions == ["[0x100000, 0x80000000) node 0"])
        #expect(reading.concerns == [.unreadableLines(5)])
        #expect(reading.warnings.first?.line == 2)
    }

    @Test(arguments: ["", "[    0.000000] ", "> "]) func `EFI lines may have lost what is in front of their number`(
        _ prefix: String
    ) throws {
        let reading = try read(
            """
            \(prefix)mem00: type=7, attr=0xf, range=[0x0000000000000000-0x000000000008f000) (0MB)
            \(prefix)mem01: type=2, attr=0xf, range=[0x0000000000100000-0x0000000000800000) (7MB)
            \(prefix)mem02: [Conventional Memory|   |  |  |  |WB|WT|WC|UC] range=[0x0000000000900000-0x0000000000a00000) (1MB)
            \(prefix)mem103: [Reserved           |   |  |  |  |  |  |  |UC] range=[0x0000000000a00000-0x0000000000afffff] (1MB)
            \(prefix)Remove mem55: MMIO range=[0x80000000-0x8fffffff] (256MB) from e820 map

            """)
        #expect(
            reading.regions == ["[0x0, 0x8f000) node 0", "[0x100000, 0x800000) node 0", "[0x900000, 0xa00000) node 0"])
        #expect(reading.format == .efiMemoryMap)
        #expect(reading.warnings == [])
    }
}
