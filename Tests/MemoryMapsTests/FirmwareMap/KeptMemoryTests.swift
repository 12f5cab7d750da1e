import MemoryMaps
import PhysicalMemory
import Testing

@Suite struct KeptMemoryTests {
    private static let log = """
        BIOS-e820: [mem 0x0000000000000000-0x000000000009ffff] usable
        BIOS-e820: [mem 0x00000000000a0000-0x00000000000fffff] reserved
        BIOS-e820: [mem 0x0000000000100000-0x000000005fffffff] usable
        BIOS-e820: [mem 0x0000000060000000-0x0000000060ffffff] ACPI NVS
        BIOS-e820: [mem 0x0000000061000000-0x00000000610fffff] ACPI data
        BIOS-e820: [mem 0x0000000062000000-0x000000006fffffff] usable
        BIOS-e820: [mem 0x0000000070000000-0x000000007fffffff] reserved
        BIOS-e820: [mem 0x0000000078000000-0x00000000780fffff] unusable

        """

    private func pages(_ start: UInt64, _ end: UInt64) -> PageRange { PageRange(start >> 12, end >> 12) }

    @Test func `holes have the types of the firmware's map, the largest first`() throws {
        let kept = try read(Self.log).kept
        #expect(kept.isKnown)
        #expect(kept.description(of: pages(0x6000_0000, 0x6110_0000)) == "ACPI NVS and ACPI data")
        #expect(
            kept.description(of: pages(0x6000_0000, 0x6200_0000)) == "ACPI NVS, ACPI data and not in the firmware's map"
        )
        #expect(kept.description(of: pages(0x6180_0000, 0x6190_0000)) == "not in the firmware's map")
        // The higher type wins where entries overlap.
        #expect(kept.description(of: pages(0x7800_0000, 0x7810_0000)) == "unusable")
        #expect(kept.description(of: pages(0x7000_0000, 0x8000_0000)) == "reserved and unusable")
        #expect(kept.description(of: pages(0xa_0000, 0x10_0000)) == "reserved")
    }

    @Test func `the map that counts names them, and without one nothing is named`() throws {
        let modified =
            Self.log
            + "modified physical RAM map:\nmodified: [mem 0x0000000000100000-0x000000005fffffff] usable\nmodified: [mem 0x0000000060000000-0x000000007fffffff] reserved\n"
        #expect(try read(modified).kept.description(of: pages(0x6000_0000, 0x6100_0000)) == "reserved")
        let xen =
            "(XEN)  [0000000000100000, 000000003fffffff] (usable)\n(XEN)  [0000000040000000, 000000004fffffff] (ACPI NVS)\n"
        #expect(try read(xen).kept.description(of: pages(0x4000_0000, 0x4100_0000)) == "ACPI NVS")
        let list = try read("00100000-7fffffff : System RAM\n")
        #expect(!list.kept.isKnown && list.kept.description(of: pages(0, 0x10_0000)) == nil)
    }
}
