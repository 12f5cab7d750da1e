import MemoryMaps
import PhysicalMemory
import TDXModule
import Testing

@Suite struct TDXWordingTests {
    private static func cmr(_ start: UInt64, _ end: UInt64) -> CMR {
        CMR(base: PhysicalAddress(start), size: ByteCount(end - start))
    }

    @Test(arguments: ["virt/tdx: ", "tdx: ", "[    5.300843] virt/tdx: ", "<6>tdx: ", ""])
    func `CMRs are listed in the order of the log`(_ prefix: String) throws {
        let reading = try read(
            "\(prefix)CMR: [0x100000, 0x77800000)\n\(prefix)CMR: [0x0, 0x0)\n\(prefix)CMR: [0x100000000, 0x407a000000)\n"
        )
        #expect(
            reading.map.cmrs == [
                Self.cmr(0x100000, 0x7780_0000), Self.cmr(0, 0), Self.cmr(0x1_0000_0000, 0x40_7a00_0000),
            ])
    }

    @Test func `a CMR that is listed already begins the list of a second attempt`() throws {
        let first =
            "tdx: CMR: [0x100000, 0x77800000)\ntdx: CMR: [0x100000000, 0x407a000000)\ntdx: CMR: [0x4080000000, 0x807c000000)\n"
        let second = "tdx: CMR: [0x100000, 0x77800000)\ntdx: CMR: [0x100000000, 0x407b000000)\n"
        #expect(
            try read(first + second).map.cmrs == [
                Self.cmr(0x100000, 0x7780_0000), Self.cmr(0x1_0000_0000, 0x40_7b00_0000),
            ])
        #expect(try read(first + first).map.cmrs?.count == 3)
    }

    @Test func `without CMR lines they are unknown`() throws {
        #expect(try read("tdx: BIOS enabled: private KeyID range [32, 64)\n").map.cmrs == nil)
    }

    @Test func `CMRs stand in for memory that nobody states`() throws {
        let reading = try read(
            """
            tdx: CMR: [0x100000, 0x77800000)
            tdx: CMR: [0x100000000, 0x107a000000)
            tdx: CMR: [0x0, 0x0)
            tdx: CMR: [0x1080000000, 0x207c000000)
            tdx: CMR: [0x2080000000, 0x307c000000)

            """)
        #expect(
            reading.regions == [
                "[0x100000, 0x77800000) node 0", "[0x100000000, 0x107a000000) node 0",
                "[0x1080000000, 0x207c000000) node 1", "[0x2080000000, 0x307c000000) node 2",
            ])
        #expect(reading.concerns == [.cmrsStandIn])
        #expect(reading.memorySource == .cmrs)
    }

    @Test(
        arguments: [
            ("[16, 32)", 15, 16), ("[32, 64)", 31, 32), ("[64, 128)", 63, 64), ("[1, 128)", 0, 127),
            ("[64, 64)", 63, 0),
        ] as [(String, UInt32, UInt32)])
    func `the private KeyID range gives both counts`(_ range: String, _ mktme: UInt32, _ tdx: UInt32) throws {
        #expect(
            try read("virt/tdx: BIOS enabled: private KeyID range \(range)\n").map.keyIDs
                == KeyIDCounts(mktme: mktme, tdx: tdx))
    }

    @Test(arguments: [
        "1050636 KB allocated for PAMT", "1050636 KBs allocated for PAMT", "1050636 KBs allocated for PAMT.",
    ]) func `every wording of the PAMT size is understood`(_ text: String) throws {
        #expect(try read("virt/tdx: \(text)\n").tdx.pamtSize == .kib(1_050_636))
    }

    @Test func `a PAMT size that no number of bytes holds is the largest that one does`() throws {
        #expect(try read("virt/tdx: \(UInt64.max) KB allocated for PAMT\n").tdx.pamtSize == .kib((1 << 54) - 1))
    }

    @Test(arguments: ["module initialized", "module initialized.", "TDX module initialized.", "TDX-Module initialized"])
    func `every wording of success is understood`(_ text: String) throws {
        #expect(try read("virt/tdx: \(text)\n").tdx.outcome == .initialized)
    }

    @Test func `a failure and its reason are kept`() throws {
        let tdx = try read(
            """
            virt/tdx: initialization failed: TDMR [0x0, 0x80000000): reserved areas exhausted.
            virt/tdx: module initialization failed (-28)

            """
        ).tdx
        #expect(tdx.message == "TDMR [0x0, 0x80000000): reserved areas exhausted.")
        #expect(tdx.outcome == .failed(ErrorNumber(.ENOSPC)))
    }

    @Test(
        arguments: [
            (
                "TDX module: attributes 0x0, vendor_id 0x8086, major_version 1, minor_version 5, build_date 20240129, build_num 698",
                "attributes 0x0, vendor_id 0x8086, major_version 1, minor_version 5, build_date 20240129, build_num 698"
            ),
            (
                "TDX module 2.0.08.00, build number 882, build date 0134fed5",
                "2.0.08.00, build number 882, build date 0134fed5"
            ),
            ("TDX module version: 1.5.24", "1.5.24"),
        ] as [(String, String)]) func `the module's version is kept as printed`(_ text: String, _ version: String)
        throws
    {
        #expect(try read("virt/tdx: \(text)\n").tdx.module == version)
    }

    @Test func `CMRs far above all memory raise the doubt that the map is cut`() throws {
        let text =
            "BIOS-e820: [mem 0x100000-0x77ffffff] usable\ntdx: CMR: [0x100000, 0x78000000)\ntdx: CMR: [0x100000000, 0x200000000)\n"
        #expect(try read(text).concerns == [.convertibleMemoryAboveMap(.gib(4))])
        #expect(try read(text + "BIOS-e820: [mem 0x100000000-0x1ffffffff] usable\n").warnings == [])
    }
}
