import MemoryMaps
import TDXHost
import TDXModule
import TestSupport
import Testing

@testable import HostReports

/// What helps follows from what the failed call answered, not from which call it was.
@Suite struct DiagnosisRemedyTests {
    private static func diagnosis(_ text: String) throws -> Diagnosis {
        Diagnosis(try MapReader.read(Array(text.utf8), name: "m"))
    }

    /// The calls of a start-up, as numbers.
    private static let leaves: [UInt64] = [31, 32, 33, 34, 35, 36, 37, 45]

    /// What never left the VMX instruction, or the generator of random numbers, on any call: the word that its remedy
    /// must have, and Linux's errno.
    private static let everywhere: [(UInt64, String, UInt64)] = [
        (0x8000_ff00_ffff_0000, "P-SEAMLDR", 19), (0x8000_ff00_0000_000d, "turn TDX on in the firmware", 95),
        (0x8000_ff00_0000_0006, "VMX was off", 13), (0x8000_ff00_0000_0012, "machine check", 5),
        (0x8000_ff00_0000_000e, "exception 14", 5), (.max, "never came back", 5),
        (0x8000_0203_0000_0000, "Retry", 5), (0x8000_0202_0000_0000, "Retry", 5), (0x8000_0200_0000_0001, "Retry", 5),
        (0x8000_0800_0000_0000, "Retry", 5), (0xc000_0506_0000_0000, "shut down", 5),
        (0xc000_0505_0000_0000, "earlier step", 5), (0xc000_0900_0000_0000, "microcode", 5),
        (0xc000_0a22_0000_0000, "CMRs", 5),
    ]

    @Test func `one status has one remedy, whichever call gave it`() throws {
        for (status, word, errno) in Self.everywhere {
            for leaf in Self.leaves {
                let name = "\(SEAMCALLStatus(status))"
                for line in [
                    "SEAMCALL (0x\(String(leaf, radix: 16))) failed: \(name)",
                    "SEAMCALL failed: leaf \(leaf), error \(name).", "seamcall failed: leaf \(leaf) error \(name)",
                ] {
                    let diagnosis = try Self.diagnosis("virt/tdx: \(line)\n")
                    #expect(diagnosis.stage == StartUpStage(SEAMCALLLeaf(leaf)), "\(line)")
                    #expect(diagnosis.errorNumber?.rawValue == errno, "\(line)")
                    #expect(diagnosis.advice.count == 1, "\(line): \(diagnosis.advice)")
                    #expect(diagnosis.advice.first?.contains(word) == true, "\(line): \(diagnosis.advice)")
                    #expect(diagnosis.advice.first?.contains("tdmr plan") == false, "\(line): \(diagnosis.advice)")
                }
            }
        }
    }

    /// Advice about memory is for refusals of TDMRs alone, and every status that a start-up can end with has some.
    @Test func `remedies of a class are those of its statuses alone`() {
        for code in UInt32(0xc000_0000)...0xc000_11ff {
            let status = SEAMCALLStatus(UInt64(code) << 32)
            let remedies = status.remedies(leaf: .sysConfig)
            #expect(!remedies.isEmpty)
            #expect(
                remedies.contains { $0.contains("tdmr plan") } == (status.statusClass == .tdmrs && code != 0xc000_0a22),
                "\(status)")
        }
    }

    @Test(arguments: [
        ("SEAMCALL (0x2d) failed: 0xc0000", 7), ("SEAMCALL (0x2d) failed: 0xc000090000000", 15),
        ("SEAMCALL (0x2d) failed: 0xc00009000000 (truncated)", 14), ("SEAMCALL (0x2d) failed:", 2),
        ("SEAMCALL failed: leaf 45, error 0xc0000", 7), ("seamcall failed: leaf 45", 2),
        ("seamcall failed: leaf 0x2d", 2), ("SEAMCALL (0x2d) failed: 0xc0000900000000000", 19),
        ("SEAMCALL (0x2d) failed: 0xc000090000000000c000090000000000", 34),
    ]) func `a status that is not whole is not decoded`(_ line: String, _ length: Int) throws {
        let next = "\n[   14.036738] virt/tdx: module initialization failed (-5)\n"
        let other = "\n[   14.036738] pci 0000:00:1f.4: BAR 0 [mem 0x203fffd00000-0x203fffd000ff 64bit]: assigned\n"
        for end in ["", "\n", next, other] {
            for prefix in ["virt/tdx: ", "[   14.036730] virt/tdx: ", "Jun 29 18:28:41 host kernel: tdx: "] {
                let diagnosis = try Self.diagnosis(prefix + line + end)
                #expect(diagnosis.outcome == .failed)
                #expect(diagnosis.status == nil, "\(line)\(end)")
                #expect(diagnosis.statusDigits == length - 2, "\(line)\(end)")
                #expect(diagnosis.errorNumber?.errno == (end == next ? .EIO : nil))
                #expect(diagnosis.leaf == .sysConfig)
                #expect(diagnosis.stage == .config)
                #expect(diagnosis.advice.contains { $0.contains("tdmr status") })
                #expect(diagnosis.missing.contains { $0.contains("16 hex digits") })
            }
        }
    }

    @Test func `a verdict that is cut is one, of no error number`() throws {
        for line in [
            "module initialization failed (-28", "TDX-Module initialization failed (-",
            "module initialization failed (-2",
        ] {
            for end in ["", "\n", "\n[   14.036738] usb 1-1: new high-speed USB device\n"] {
                let diagnosis = try Self.diagnosis("[   14.036730] virt/tdx: " + line + end)
                #expect(diagnosis.outcome == .failed)
                #expect(diagnosis.errorNumber == nil)
                #expect(diagnosis.failure?.text == line)
            }
        }
    }

    @Test func `a status without its mark is one when it is whole`() throws {
        let whole = try Self.diagnosis("tdx: SEAMCALL failed: leaf 33, error c000090000000000.\n")
        #expect(whole.status == SEAMCALLStatus(0xc000_0900_0000_0000) && whole.leaf == .sysInit)
        #expect(try Self.diagnosis("tdx: SEAMCALL failed: leaf 33, error c00009\n").statusDigits == 0)
    }

    @Test func `a status that a later line completes is whole`() throws {
        let line = "Jun 29 18:28:41 host kernel: virt/tdx: SEAMCALL (0x2d) failed: 0xc00009"
        #expect(try Self.diagnosis(line + "\n0000000000\n").status == SEAMCALLStatus(0xc000_0900_0000_0000))
    }

    @Test(arguments: [(28, "exhausted"), (5, "status"), (19, "-22"), (22, "-22"), (16, "-22"), (95, "status")])
    func `an error number alone is explained`(_ errno: UInt64, _ word: String) throws {
        for prefix in [
            "", "virt/tdx: ", "tdx: TDX ", "[    9.5] ", "> ", "[    9.5][    T1] ", "[Thu Feb 29 07:43:02 2024] ",
        ] {
            let diagnosis = try Self.diagnosis("\(prefix)module initialization failed (-\(errno))\n")
            #expect(diagnosis.outcome == .failed)
            #expect(diagnosis.errorNumber?.rawValue == errno)
            #expect(diagnosis.hasErrnoAlone)
            #expect(diagnosis.advice.contains { $0.contains(word) }, "\(diagnosis.advice)")
            #expect(diagnosis.missing.contains { $0.contains("line before") })
        }
        // A driver's own line of the kind says nothing of TDX.
        for driver in ["drm: ", "[drm] ", "[    9.5] [i915] ", "[    9.5] nvme: the "] {
            #expect(throws: InputError.self) {
                try Self.diagnosis("\(driver)module initialization failed (-\(errno))\n")
            }
        }
    }
}
