import MemoryMaps
import PhysicalMemory
import TDXModule
import Testing

@testable import HostReports

/// Wordings of the series of patches before Linux had TDX, and lines that say less than today's.
@Suite struct OlderWordingTests {
    private static func diagnosis(_ text: String) throws -> Diagnosis {
        Diagnosis(try MapReader.read(Array(text.utf8), name: "m"))
    }

    @Test func `the first verdict's error number counts, until another attempt begins`() throws {
        let verdicts = "virt/tdx: module initialization failed (-5)\nvirt/tdx: module initialization failed (-22)\n"
        let call = "virt/tdx: SEAMCALL (0x22) failed: 0xc0000c0000000000\n"
        #expect(try Self.diagnosis(verdicts).errorNumber?.errno == .EIO)
        let both = try Self.diagnosis(call + verdicts)
        #expect(both.errorNumber?.errno == .EIO && both.stage == .metadata)
        #expect(try Self.diagnosis("virt/tdx: module initialization failed (-\n" + verdicts).errorNumber?.errno == .EIO)
        let again = "virt/tdx: TDX module version: 1.5.24\nvirt/tdx: module initialization failed (-12)\n"
        #expect(try Self.diagnosis(verdicts + again).errorNumber?.errno == .ENOMEM)
    }

    @Test(arguments: [
        "tdx: TDX module is not loaded.", "virt/tdx: TDX module not loaded", "tdx: TDX module isn't loaded.",
    ])
    func `a module that is not loaded is no version`(_ line: String) throws {
        let diagnosis = try Self.diagnosis(line + "\n")
        #expect(diagnosis.module == nil && diagnosis.stage == .sysInit && diagnosis.errorNumber?.errno == .ENODEV)
        #expect(try Self.diagnosis("tdx: TDX module has grown a feature\n").module == nil)
        let fields = "vendor_id 0x8086, major_version 1, minor_version 0, build_date 20220801, build_num 10"
        #expect(try Self.diagnosis("tdx: TDX module detected: \(fields)\n").module == fields)
    }

    @Test(arguments: [
        "tdx: SEAMCALL failed: leaf: 33, error: 0xc000090000000000, rcx: 0x1",
        "tdx: SEAMCALL failed: leaf 33, error 0xc000090000000000 rcx=0xffff888100000000 rdx=0x0",
        "virt/tdx: SEAMCALL (0x21) failed: 0xc000090000000000 RCX 0x0000000000000001 R10 0x2",
        "kvm_intel: SEAMCALL TDH_SYS_INIT failed: 0xc000090000000000, rcx 0x1234",
    ]) func `registers behind a status are none`(_ line: String) throws {
        let next = "[    1.000000] usb 1-1: new high-speed USB device\n"
        for end in ["", "\n", "\n" + next] {
            let diagnosis = try Self.diagnosis(line + end)
            #expect(diagnosis.status == SEAMCALLStatus(0xc000_0900_0000_0000) && diagnosis.leaf == .sysInit)
        }
        let cut = try Self.diagnosis(line.replacing("0xc000090000000000", with: "0xc00009") + "\n")
        #expect(cut.status == nil && cut.statusDigits == 6)
    }

    @Test func `a call that failed after the start-up is decoded whatever stands behind its status`() throws {
        let line = "kvm_intel: SEAMCALL TDH_MNG_KEY_CONFIG failed: 0x8000020000000080, rcx 0x1234\n"
        let diagnosis = try Self.diagnosis("virt/tdx: module initialized\n" + line)
        #expect(diagnosis.outcome == .initialized)
        #expect(
            diagnosis.otherFailures.map(\.event) == [
                .seamcall(
                    leaf: SEAMCALLLeaf(named: "TDH_MNG_KEY_CONFIG"), status: SEAMCALLStatus(0x8000_0200_0000_0080))
            ])
    }

    @Test(
        arguments: [
            ("virt/tdx: SEAMCALL failed: #GP(0), TDX is off", 0x8000_ff00_0000_000d, "turn TDX on"),
            ("tdx: SEAMCALL failed: CPU 3 is not in VMX operation.", 0x8000_ff00_0000_0006, "VMX was off"),
            ("tdx: SEAMCALL failed: TDX module is not loaded.", 0x8000_ff00_ffff_0000, "P-SEAMLDR"),
            ("virt/tdx: SEAMCALL failed: something else", nil, "tdmr status"),
        ] as [(String, UInt64?, String)]) func `a failed call says so without a leaf`(
            _ line: String, _ status: UInt64?, _ remedy: String
        ) throws
    {
        for prefix in ["", "[    1.000000] ", "Jun 29 18:28:41 host kernel: "] {
            let diagnosis = try Self.diagnosis(
                "\(prefix)\(line)\n\(prefix)virt/tdx: module initialization failed (-5)\n")
            #expect(diagnosis.failure?.text == String(line.drop { $0 != " " }.dropFirst()))
            #expect(diagnosis.status == status.map { SEAMCALLStatus($0) } && diagnosis.errorNumber?.errno == .EIO)
            #expect(!diagnosis.hasErrnoAlone && diagnosis.otherFailures.isEmpty)
            #expect(diagnosis.advice.contains { $0.contains(remedy) }, "\(diagnosis.advice)")
            #expect(!diagnosis.advice.contains { $0.contains("line before") })
        }
    }

    @Test(
        arguments: [
            ("kvm_intel: Failed to initialize TDX module.", nil, "say why"),
            ("tdx: Failed to initialize TDX module.  Shut it down.", nil, "say what failed"),
            ("kvm_intel: Cannot enable TDX with EPT disabled.", .kvm, "ept=1"),
            ("Cannot enable TDX with EPT disabled.", .kvm, "ept=1"),
            ("kvm_intel: MOVDIR64B is reqiured for TDX", .movdir64b, "clearcpuid="),
            ("tdx: MOVDIR64B is reqiured for TDX", .movdir64b, "clearcpuid="),
            ("kvm_intel: Cannot enable TDX on TDX disabled platform", .platform, "has TDX off"),
            ("[    1.000000] Cannot enable TDX on TDX disabled platform.", .platform, "has TDX off"),
        ] as [(String, StartUpStage?, String)]) func `refusals of KVM before it had TDX are answered`(
            _ line: String, _ stage: StartUpStage?, _ remedy: String
        ) throws
    {
        let diagnosis = try Self.diagnosis(line + "\n")
        #expect(diagnosis.outcome == .failed && diagnosis.stage == stage && diagnosis.errorNumber == nil)
        #expect(diagnosis.advice.contains { $0.contains(remedy) }, "\(diagnosis.advice)")
        // What the kernel's own code said before is the reason.
        let call = "tdx: SEAMCALL failed: leaf 33, error 0xc000090000000000.\n"
        #expect(try Self.diagnosis(call + line + "\n").stage == .sysInit)
        let verdict = try Self.diagnosis("tdx: module initialization failed (-5)\n" + line + "\n")
        #expect(verdict.hasErrnoAlone && verdict.errorNumber?.errno == .EIO)
    }

    @Test func `pages of PAMT are KiB of PAMT`() throws {
        #expect(try Self.diagnosis("tdx: 65667 pages allocated for PAMT.\n").pamtSize == .kib(262_668))
    }

    @Test func `a kernel log without a line about TDX is told from no kernel log`() throws {
        let usb = "[    1.000000] usb 1-1: new high-speed USB device number 2\n"
        let systemd = "Jun 29 18:30:00 host systemd[1]: Started Foo.\n"
        let banner = "Linux version 6.2.0-31-generic (x) #1\nCommand line: BOOT_IMAGE=/vmlinuz kvm_intel.tdx=1\n"
        for log in [
            usb, systemd + usb, banner, banner + systemd, "Jun 29 18:30:00 host kernel: usb 1-1: new\n" + systemd,
        ] {
            let error = try #require(throws: InputError.self) { try Self.diagnosis(log) }
            #expect(error.reason.hasPrefix("no memory map found"))
            let diagnosis = Diagnosis(try #require(MapReading(logWithoutMemory: error)))
            #expect(diagnosis.outcome == .absent)
            #expect(diagnosis.advice.first?.contains("private KeyID range") == true)
            #expect(diagnosis.advice.contains { $0.contains("Linux 6.2.0-31-generic") } == log.hasPrefix("Linux"))
        }
        for text in [systemd, "hello\n", "int main(void) { return 0; }\n", "[1] first\n[2] second\n"] {
            let error = try #require(throws: InputError.self) { try Self.diagnosis(text) }
            #expect(MapReading(logWithoutMemory: error) == nil)
        }
    }
}
