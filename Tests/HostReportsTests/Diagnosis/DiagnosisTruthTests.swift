import HostReports
import MemoryMaps
import TDXModule
import Testing

/// Answers that must not contradict the log.
@Suite struct DiagnosisTruthTests {
    private static func diagnosis(_ text: String) throws -> Diagnosis {
        Diagnosis(try MapReader.read(Array(text.utf8), name: "m"))
    }

    @Test func `a notifier that was refused is no matter of the firmware`() throws {
        let line = "initialization failed: register_memory_notifier() failed (-12)"
        let diagnosis = try Self.diagnosis(
            "virt/tdx: BIOS enabled: private KeyID range [64, 128)\nvirt/tdx: \(line)\nvirt/tdx: TDX not supported by the host platform\n"
        )
        #expect(
            diagnosis.stage == .platform && diagnosis.errorNumber?.errno == .ENOMEM && diagnosis.failure?.text == line)
        #expect(diagnosis.stop == "the registration of its memory notifier")
        #expect(!diagnosis.advice.joined().contains("gives TDX no KeyIDs"))
    }

    @Test(arguments: [
        "module initialization failed (-28)", "TDX module initialization failed (-28)",
        "TDX-Module initialization failed (-28)",
    ]) func `the message is the log's own line`(_ line: String) throws {
        #expect(try Self.diagnosis("virt/tdx: \(line)\n").failure?.text == line)
    }

    @Test func `a module that came up in the end leaves no error behind`() throws {
        let diagnosis = try Self.diagnosis(
            "virt/tdx: SEAMCALL (0x2d) failed: 0xc000010000000008\nvirt/tdx: module initialization failed (-5)\nvirt/tdx: module initialized\n"
        )
        #expect(diagnosis.outcome == .initialized && diagnosis.errorNumber == nil && diagnosis.failure == nil)
    }

    @Test func `only the want of random numbers is said to be tried again`() throws {
        func advice(_ status: String) throws -> String {
            try Self.diagnosis("virt/tdx: SEAMCALL (0x1f) failed: \(status)\n").advice.joined()
        }
        #expect(try advice("0x8000020300000000").contains("10 times"))
        #expect(try advice("0x8000080000000000").contains("does not repeat"))
        #expect(try !advice("0x8000080000000000").contains("10 times"))
    }
}
