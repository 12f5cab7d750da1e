import TDXModule
import Testing

@Suite struct StatusTests {
    @Test(
        arguments: [
            (0xc000_0900_0000_0000, "TDX_INCORRECT_CPUID_VALUE", "not recoverable", "CPUID leaf 0x0"),
            (0xc000_0921_0000_0122, "TDX_INCORRECT_MSR_VALUE", "not recoverable", "MSR 0x122 (IA32_TSX_CTRL)"),
            (0xc000_0100_0000_0045, "TDX_OPERAND_INVALID", "not recoverable", "operand CPUID_CONFIG"),
            (0x8000_0200_0000_0001, "TDX_OPERAND_BUSY", "recoverable: the call may be repeated", "operand RCX"),
            (
                0x9000_0205_0000_0000, "TDX_HOST_PRIORITY_BUSY_TIMEOUT", "recoverable once the host has acted",
                "operand RAX"
            ),
            (0xe000_0604_0000_0000, "TDX_TD_FATAL", "fatal", nil),
            (0xc000_0a12_0001_0203, "TDX_PAMT_OVERLAP", "not recoverable", "PAMT_1G of TDMR 3, TDMR 1"),
            (0xc000_0a20_0000_0501, "TDX_INVALID_RESERVED_IN_TDMR", "not recoverable", "reserved area 5 of TDMR 1"),
            (0xc000_0a22_0000_0000, "TDX_CMR_LIST_INVALID", "not recoverable", nil),
            (0x0000_0815_0000_0000, "TDX_KEY_CONFIGURED", "success or information, no error", nil),
            (0x4000_0001_0000_0000, "TDX_NON_RECOVERABLE_VCPU", "the TD or VCPU ended", nil),
            (0x8000_ff00_ffff_0000, "TDX_SEAMCALL_VMFAILINVALID", "the module did not run", nil),
            (0x8000_ff00_0000_000d, "TDX_SEAMCALL_GP", "the module did not run", nil),
            (0x8000_ff00_0000_0006, "TDX_SEAMCALL_UD", "the module did not run", nil),
            (0, "TDX_SUCCESS", "success or information, no error", nil),
        ] as [(UInt64, String, String, String?)]) func `a status is decoded`(
            _ value: UInt64, _ name: String, _ severity: String, _ detail: String?
        )
    {
        let status = SEAMCALLStatus(value)
        #expect(status.knownName == name)
        #expect(status.severity == severity)
        #expect(status.detailText == detail)
        #expect(status.meaning != nil || status.statusClass != nil)
    }

    @Test func `a status means what the module's version means by it`() {
        func remark(_ value: UInt64, _ leaf: UInt64?, _ module: ModuleVersionNumber) -> String? {
            SEAMCALLStatus(value).remark(leaf: leaf.map { SEAMCALLLeaf($0) }, module: module)
        }
        let (old, middle, new) = (
            ModuleVersionNumber(1, 5, 1), ModuleVersionNumber(1, 5, 28), ModuleVersionNumber(2, 0, 18)
        )
        #expect(remark(0xc000_0304_0000_0001, nil, old) == "module 1.5.01 has no dynamic PAMT and never gives it")
        #expect(remark(0xc000_0304_0000_0001, nil, new) == nil)
        #expect(remark(0xc000_0100_0000_0008, 0x2d, old)?.contains("must be 0") == true)
        #expect(remark(0xc000_0100_0000_0008, 0x2d, middle)?.contains("bit 48") == true)
        #expect(remark(0xc000_0100_0000_0008, 0x2d, new)?.contains("bit 48") == true)
        #expect(remark(0xc000_0100_0000_0000, 0x1_002d, old)?.contains("version 0 of the leaf alone") == true)
        #expect(remark(0xc000_0100_0000_0009, 0x1_002d, new)?.contains("FEATURES0") == true)
        #expect(remark(0xc000_0100_0000_0000, 58, old)?.contains("does not know the leaf") == true)
        #expect(remark(0xc000_0100_0000_0000, 58, new)?.contains("did not enable") == true)
        #expect(remark(0xc000_0900_0000_0000, 0x21, new) == nil)
    }

    @Test func `what no version gives is unknown`() {
        #expect(SEAMCALLStatus(0xc000_1234_0000_0000).knownName == nil)
        let loader = SEAMCALLStatus(0x8000_0000_0000_0003)
        #expect(loader.isOfLoader && loader.severity == "severity not known" && loader.statusClass == nil)
        #expect(SEAMCALLStatus(0xc000_0305_0000_0001).since == "since 1.5.28 and 2.0.08 (dynamic PAMT)")
        #expect(SEAMCALLStatus(.max).instruction == .neverCompleted)
    }

    @Test func `leaves have names, whatever their version`() {
        #expect(SEAMCALLLeaf(0x21).name == "TDH.SYS.INIT")
        #expect(SEAMCALLLeaf(0x1_002d).name == "TDH.SYS.CONFIG")
        #expect(SEAMCALLLeaf(0x8000_0000_0000_0001).name == "SEAMLDR.INSTALL")
        #expect(SEAMCALLLeaf(999).name == "leaf 999")
        #expect(SEAMCALLLeaf(named: "tdh_mng_init") == SEAMCALLLeaf(21))
        #expect(SEAMCALLLeaf(named: "SYS.CONFIG") == .sysConfig)
        #expect(SEAMCALLLeaf(named: "SYS.NOTHING") == nil)
    }
}
