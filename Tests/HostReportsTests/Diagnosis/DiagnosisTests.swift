import HostReports
import JSONText
import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule
import TestSupport
import Testing

@Suite struct DiagnosisTests {
    private static func diagnosis(_ text: String) throws -> Diagnosis {
        Diagnosis(try MapReader.read(Array(text.utf8), name: "m"))
    }

    private static let keyIDs = "[    1.423525] virt/tdx: BIOS enabled: private KeyID range [64, 128)\n"

    @Test(
        arguments: [
            ("virt/tdx: SEAMCALL (0x21) failed: 0xc000090000000000", .sysInit, "TDX_INCORRECT_CPUID_VALUE", 5),
            (
                "virt/tdx: SEAMCALL (0x0000000000000023) failed: 0xc000092100000122", .lpInit,
                "TDX_INCORRECT_MSR_VALUE", 5
            ),
            ("tdx: SEAMCALL failed: leaf 35, error 0xc000092000000122.", .lpInit, "TDX_INCONSISTENT_MSR", 5),
            (
                "tdx: SEAMCALL leaf 33 failed on CPU 3 with error 0xc000090000000000", .sysInit,
                "TDX_INCORRECT_CPUID_VALUE", 5
            ),
            ("virt/tdx: SEAMCALL (0x000000000000002d) failed: 0xc000010000000008", .config, "TDX_OPERAND_INVALID", 5),
            ("virt/tdx: SEAMCALL (0x1f) failed: 0x8000080000000000", .keyConfig, "TDX_KEY_GENERATION_FAILED", 5),
            ("virt/tdx: SEAMCALL (0x24) failed: 0xc000050500000000", .tdmrInit, "TDX_SYS_NOT_READY", 5),
            ("virt/tdx: SEAMCALL (0x22) failed: 0xc000050500000000", .metadata, "TDX_SYS_NOT_READY", 5),
            ("virt/tdx: SEAMCALL (0x21) failed: 0x8000ff00ffff0000", .sysInit, "TDX_SEAMCALL_VMFAILINVALID", 19),
            ("virt/tdx: module not loaded", .sysInit, nil, 19),
            ("virt/tdx: TDX not supported by the host platform", .platform, nil, 19),
            ("virt/tdx: initialization failed: too few private KeyIDs available.", .keyIDs, nil, 19),
            ("virt/tdx: initialization failed: Hibernation support is enabled", .hibernation, nil, 19),
            ("virt/tdx: XSAVE is required for TDX", .xsave, nil, 22),
            ("virt/tdx: MOVDIR64B is required for TDX", .movdir64b, nil, 22),
            ("virt/tdx: Self-snoop is required for TDX", .selfSnoop, nil, 19),
            ("virt/tdx: frame pointer (RBP) clobber bug present, upgrade TDX module", .rbp, nil, 22),
            ("virt/tdx: initialization failed: TDMRs exhausted.", .tdmrs, nil, 28),
            ("virt/tdx: initialization failed: TDMR [0x0, 0x80000000): reserved areas exhausted.", .areas, nil, 28),
            ("virt/tdx: module initialization failed (-12)", .pamt, nil, 12),
            ("virt/tdx: TDX-Module initialization failed (-12)", .pamt, nil, 12),
        ] as [(String, StartUpStage, String?, UInt64)]) func `the step that stopped is named`(
            _ line: String, _ stage: StartUpStage, _ status: String?, _ errno: UInt64
        ) throws
    {
        for prefix in ["", "[   14.036730] ", "Jun 29 18:28:41 host kernel: [   14.036730] ", "> "] {
            let diagnosis = try Self.diagnosis(Self.keyIDs + prefix + line + "\n")
            #expect(diagnosis.outcome == .failed)
            #expect(diagnosis.stage == stage)
            #expect(diagnosis.status?.knownName == status)
            #expect(diagnosis.errorNumber?.rawValue == errno)
            #expect(diagnosis.keyIDs == KeyIDCounts(mktme: 63, tdx: 64))
            #expect(!diagnosis.advice.isEmpty)
        }
    }

    @Test func `lines that a terminal broke are read`() throws {
        let lines = [
            "Jun 29 18:28:41 host kernel: [   14.036730] virt/tdx: SEAMCALL (0x0000000000000021) failed: 0xc000090000000000",
            "Jun 29 18:28:41 host kernel: [   14.036735] virt/tdx: module initialization failed (-5)",
        ]
        let areas = [
            "Jun 29 18:28:41 host kernel: [   33.250619] virt/tdx: initialization failed: TDMR [0x40000000, 0x80000000): reserved areas exhausted."
        ]
        func broken(_ lines: [String], _ width: Int) -> String {
            lines.map { line in
                stride(from: 0, to: line.utf8.count, by: width).map {
                    String(decoding: line.utf8.dropFirst($0).prefix(width), as: UTF8.self) + "\n"
                }.joined()
            }.joined()
        }
        for width in 50...132 {
            let diagnosis = try Self.diagnosis(broken(lines, width))
            #expect(diagnosis.status == SEAMCALLStatus(0xc000_0900_0000_0000), "at \(width)")
            #expect(diagnosis.leaf == .sysInit, "at \(width)")
            #expect(diagnosis.errorNumber?.errno == .EIO, "at \(width)")
            #expect(try Self.diagnosis(broken(areas, width)).stage == .areas, "at \(width)")
        }
    }

    @Test func `the first line of a failure counts, and what comes after it is its consequence`() throws {
        let diagnosis = try Self.diagnosis(
            Self.keyIDs + """
                [   14.036730] virt/tdx: SEAMCALL (0x0000000000000022) failed: 0xc000050500000000
                [   14.036735] virt/tdx: RCX 0x0000000000000000 RDX 0x9100000100000008 R08 0x0000000000000000
                [   14.036737] virt/tdx: R09 0x0000000000000000 R10 0x0000000000000000 R11 0x0000000000000000
                [   14.036738] virt/tdx: module initialization failed (-5)

                """)
        #expect(diagnosis.failure?.text == "SEAMCALL (0x0000000000000022) failed: 0xc000050500000000")
        #expect(diagnosis.registers["RDX"] == 0x9100_0001_0000_0008)
        #expect(
            diagnosis.json.line == """
                {"map": "m", "outcome": "failed", "step": "metadata", "leaf": "TDH.SYS.RD", "status": "0xc000050500000000", "status_name": "TDX_SYS_NOT_READY", "errno": 5, \
                "message": "SEAMCALL (0x0000000000000022) failed: 0xc000050500000000", "module_version": null, "keyids": [63, 64], "pamt_kib_logged": null, \
                "pamt_kib_predicted": null, "dynamic_pamt": null}
                """)
    }

    @Test func `a second attempt counts, failures after the start-up do not`() throws {
        let second = try Self.diagnosis(
            Self.keyIDs + """
                [   10.000000] virt/tdx: TDX module version: 1.5.24
                [   10.500000] virt/tdx: module initialization failed (-12)
                [   20.000000] virt/tdx: TDX module version: 1.5.24
                [   21.000000] virt/tdx: 1050644 KB allocated for PAMT
                [   21.000001] virt/tdx: module initialized
                [  100.300000] kvm_intel: SEAMCALL (0x0000000000000015) failed: 0xc000010000000045

                """)
        #expect(second.outcome == .initialized)
        #expect(second.stage == nil)
        #expect(second.errorNumber == nil)
        #expect(second.moduleVersion == "1.5.24")
        #expect(second.pamtSize == .kib(1_050_644))
        #expect(second.otherFailures.count == 1)
        #expect(second.span.map { $0.end - $0.start } == .seconds(1))
        #expect(second.hasDynamicPAMT == false)
    }

    @Test func `the last boot counts, even without a map of its own, and no capture kernel`() throws {
        let boot = "Linux version 6.8.0\nBIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
        let log =
            boot + "virt/tdx: module initialization failed (-28)\nLinux version 6.8.0\nvirt/tdx: module initialized\n"
        #expect(try Self.diagnosis(log).outcome == .initialized)
        let capture = "Linux version 6.8.0\nCommand line: elfcorehdr=0x7d000000\nvirt/tdx: module not loaded\n"
        #expect(try Self.diagnosis(boot + "virt/tdx: module initialized\n" + capture).outcome == .initialized)
    }

    @Test func `logs without an end or without a line are told apart`() throws {
        #expect(try Self.diagnosis(Self.keyIDs).outcome == .unknown)
        #expect(
            try Self.diagnosis("BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n").outcome == .absent)
        #expect(try Self.diagnosis("tdx: Guest detected\n").isGuest)
    }

    @Test(arguments: [
        (
            "smpboot: CPU0: AMD EPYC 9754 128-Core Processor (family: 0x19, model: 0xa0, stepping: 0x2)",
            "The CPU is not an Intel CPU (AMD EPYC 9754 128-Core Processor)"
        ),
        ("Hypervisor detected: KVM", "The kernel runs under a hypervisor (KVM)"),
        ("x86/tme: not enabled by BIOS", "The firmware has TME off"),
        ("x86/mktme: disabled by BIOS", "The firmware has TME-MT off"),
        ("x86/mktme: 63 KeyIDs available", "The firmware has TME-MT on, with 63 KeyIDs"),
        (
            "Linux version 5.15.0-91-generic (buildd@lcy02-amd64-045) (gcc 11.4.0)",
            "The kernel is Linux 5.15.0-91-generic: before 6.8"
        ),
    ]) func `a log that is silent of TDX says why itself`(_ line: String, _ reason: String) throws {
        let memory = "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
        for prefix in ["", "[    0.423525] ", "Jun 29 18:28:41 host kernel: "] {
            let advice = try Self.diagnosis(prefix + line + "\n" + prefix + memory).advice
            #expect(advice.count == 2 && advice[0].hasPrefix("Expected") && advice[1].hasPrefix(reason), "\(advice)")
        }
        // Without any such line all that can be is said.
        #expect(
            try Self.diagnosis(memory + "CPU0: Thermal monitoring enabled (TM1)\nLinux version 6.8.0\n").advice.count
                == 3)
    }

    @Test func `a failure for want of areas says whether another layout would do`() throws {
        let machine = Diagnosis(
            try MapReader.read(try #require(RealLog.all.first { $0.name.hasPrefix("emr-foxcreekpass") }).path))
        #expect(
            machine.advice.contains {
                $0.contains("`tdmr plan` makes 2 TDMRs of it, with at most 1 reserved area each")
            })
        let small = try Self.diagnosis(
            "virt/tdx: initialization failed: TDMR [0x40000000, 0x80000000): reserved areas exhausted.\n")
        #expect(small.advice.contains { $0.contains("1 GiB, the least there is") })
        #expect(!small.advice.contains { $0.contains("tdmr plan") })
    }

    @Test func `the name of an Intel CPU is given beside what there are modules for`() throws {
        let log =
            "smpboot: CPU0: Intel(R) Xeon(R) CPU E5-2603 v4 @ 1.70GHz (family: 0x6, model: 0x4f, stepping: 0x1)\nBIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
        #expect(
            try Self.diagnosis(log).advice.contains {
                $0.hasPrefix("The CPU is Intel(R) Xeon(R) CPU E5-2603 v4 @ 1.70GHz.")
            })
    }

    @Test func `encryption alone is worth a diagnosis`() throws {
        #expect(try Self.diagnosis("[    0.4] x86/tme: not enabled by BIOS\n").outcome == .absent)
        #expect(throws: InputError.self) {
            try Self.diagnosis("smpboot: CPU0: Intel(R) Xeon(R) (family: 0x6, model: 0x8f, stepping: 0x8)\n")
        }
    }

    @Test func `the module's version says what a refusal means`() throws {
        let refusal = "virt/tdx: SEAMCALL (0x000000000000002d) failed: 0xc000010000000008\n"
        #expect(
            try Self.diagnosis("virt/tdx: Module version: 2.0.18\n" + refusal).remark?.contains(
                "address bit 48 or below") == true)
        #expect(
            try Self.diagnosis("virt/tdx: Module version: 1.5.05\n" + refusal).remark?.contains(
                "must be 0 in module 1.5.05") == true)
        #expect(try Self.diagnosis(refusal).remark == nil)
    }

    @Test func `one TDMR more than predicted is told from GiB more`() throws {
        func log(_ kib: Int) -> String {
            "BIOS-e820: [mem 0x0000000000100000-0x00000000bfffffff] usable\nBIOS-e820: [mem 0x0000000100000000-0x00000010ffffffff] usable\nvirt/tdx: \(kib) KB allocated for PAMT\nvirt/tdx: module initialized\n"
        }
        // 3 GiB and 64 GiB, two TDMRs.
        let predicted = 67 * 4104 + 2 * 4
        #expect(try Self.diagnosis(log(predicted)).model?.pamtSize == .kib(UInt64(predicted)))
        #expect(try Self.diagnosis(log(predicted)).difference == nil)
        #expect(try Self.diagnosis(log(predicted + 4)).difference?.hasPrefix("1 TDMR more than") == true)
        #expect(try Self.diagnosis(log(predicted - 8)).difference?.hasPrefix("2 TDMRs fewer than") == true)
        #expect(try Self.diagnosis(log(predicted + 4104 * 2)).difference?.hasPrefix("2 GiB more in TDMRs") == true)
        #expect(try Self.diagnosis(log(predicted + 1)).difference?.hasPrefix("1 KiB more than") == true)
        #expect(try Self.diagnosis(log(predicted - 1)).difference?.hasPrefix("1 KiB less than") == true)
        let dynamic = try Self.diagnosis(
            log(40 * 67 + 8).replacing("virt/tdx: module", with: "virt/tdx: Enable Dynamic PAMT\nvirt/tdx: module"))
        #expect(dynamic.model?.pamtSize == .kib(40 * 67 + 8))
    }

    /// Every log of the data set: read one by one, what its lines say.
    @Test func `the logs of the data set are diagnosed`() throws {
        var outcomes: [String: [String]] = [:]
        var (sized, absent) = (0, 0)
        for log in RealLog.all {
            let diagnosis = Diagnosis(try MapReader.read(log.path))
            outcomes["\(diagnosis.outcome.rawValue) \(diagnosis.stage?.rawValue ?? "-")", default: []].append(log.name)
            if let logged = diagnosis.pamtSize {
                #expect(diagnosis.model?.pamtSize == logged, "\(log)")
                sized += 1
            }
            #expect(!diagnosis.json.line.utf8.contains(UInt8(ascii: "\n")), "\(log)")
            if diagnosis.outcome == .absent {
                #expect(log.keyids == nil, "\(log)")
                absent += 1
            }
        }
        #expect(sized >= 3 && absent > 20, "\(sized) with a size, \(absent) without TDX")
        #expect(
            outcomes["initialized -"] == [
                "spr-8480ctdx-2s-256g-build698", "tdx-host-1tb-4node-build481", "tdx-host-2tb-build784",
            ])
        #expect(outcomes["failed areas"] == ["emr-foxcreekpass-2s-snc-256g-tdx-fail", "gnr-hpe-dl380a-gen12-fail"])
        #expect(outcomes["failed metadata"] == ["spr-fail-metadata-keyid127"])
        #expect(outcomes["unknown -"] == ["tdx-host-256g-4node-build887"])
        #expect(outcomes["absent -"]?.count == 64)
    }
}
