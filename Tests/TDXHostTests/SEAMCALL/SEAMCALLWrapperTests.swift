import Guarded
import TDXHost
import TDXModule
import Testing

/// Answers with what it was given, one after the other, and then for ever with the last.
private final class ScriptedModule: SEAMCALLTarget {
    private let outcomes: Guarded<[SEAMCALLOutcome]>
    private let count = Guarded(0)

    init(_ outcomes: [SEAMCALLOutcome]) { self.outcomes = Guarded(outcomes) }

    func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome {
        count.withLock { $0 += 1 }
        return outcomes.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }

    var calls: Int { count.withLock { $0 } }
}

@Suite struct SEAMCALLWrapperTests {
    let lp = LogicalProcessorID(0)
    static let dry = SEAMCALLOutcome.returned(.rndNoEntropy, SEAMCALLRegisters())
    static let good = SEAMCALLOutcome.returned(.success, SEAMCALLRegisters(r8: 7))

    @Test func `a dry random number generator is asked ten times in all`() throws {
        let patient = ScriptedModule(Array(repeating: Self.dry, count: 9) + [Self.good])
        let log = RecordingLog()
        #expect(try SEAMCALLWrapper(patient, log: log).call(.sysLPInit, on: lp).r8 == 7)
        #expect(patient.calls == 10)
        #expect(log.lines.isEmpty)

        let hopeless = ScriptedModule(Array(repeating: Self.dry, count: 10) + [Self.good])
        let failure = #expect(throws: SEAMCALLFailure.self) {
            try SEAMCALLWrapper(hopeless, log: log).call(.sysLPInit, on: lp)
        }
        #expect(failure?.errno == .EIO)
        #expect(hopeless.calls == 10)
    }

    @Test(arguments: [
        (SEAMCALLOutcome.vmFailInvalid, HostErrno.ENODEV), (.generalProtection, .EOPNOTSUPP),
        (.undefinedOpcode, .EACCES),
        (.returned(.sysBusy, SEAMCALLRegisters()), .EIO),
        (.returned(.operandBusy.detailed(1), SEAMCALLRegisters()), .EIO),
        (.returned(.keyConfigured, SEAMCALLRegisters()), .EIO),
        (.returned(.keyGenerationFailed, SEAMCALLRegisters()), .EIO),
    ])
    func `nothing else is tried again, and each outcome has its error number`(
        _ outcome: SEAMCALLOutcome, _ errno: HostErrno
    ) {
        let module = ScriptedModule([outcome])
        let log = RecordingLog()
        let failure = #expect(throws: SEAMCALLFailure.self) {
            try SEAMCALLWrapper(module, log: log).call(.sysKeyConfig, on: lp)
        }
        #expect(failure == SEAMCALLFailure(leaf: .sysKeyConfig, outcome: outcome))
        #expect(failure?.errno == errno)
        #expect(module.calls == 1)
        // Only the module has a status to print; this leaf gives nothing back in registers.
        #expect(log.lines.count == (errno == .EIO ? 1 : 0))
    }

    @Test func `a status is printed with its leaf, and with six registers where the leaf gives values back`() {
        let registers = SEAMCALLRegisters(
            rcx: 0x100000, rdx: 3, r8: 0x20, r9: 0xa, r10: 0xb, r11: 0xffff_ffff_ffff_ffff)
        let config = RecordingLog()
        let refusing = ScriptedModule([.returned(.tdmrOutsideCMRs.detailed(1), registers)])
        #expect(throws: SEAMCALLFailure.self) { try SEAMCALLWrapper(refusing, log: config).call(.sysConfig, on: lp) }
        #expect(
            config.lines.map(\.description) == [
                "err: virt/tdx: SEAMCALL (0x000000000000002d) failed: 0xc0000a0200000001"
            ])
        let module = ScriptedModule([.returned(.operandBusy.detailed(1), registers)])
        let log = RecordingLog()
        #expect(throws: SEAMCALLFailure.self) { try SEAMCALLWrapper(module, log: log).call(.sysTDMRInit, on: lp) }
        #expect(
            log.lines.map(\.description) == [
                "err: virt/tdx: SEAMCALL (0x0000000000000024) failed: 0x8000020000000001",
                "err: virt/tdx: RCX 0x0000000000100000 RDX 0x0000000000000003 R08 0x0000000000000020",
                "err: virt/tdx: R09 0x000000000000000a R10 0x000000000000000b R11 0xffffffffffffffff",
            ])
    }

    @Test func `the KeyID register's halves are MKTME and TDX KeyIDs, the first private one the module's`() {
        let keyIDs = KeyIDCounts(msr: 0x0000_0020_0000_001f)
        #expect(keyIDs == .usual)
        #expect(keyIDs.msr == 0x0000_0020_0000_001f)
        #expect(keyIDs.globalKeyID == KeyID(32))
        #expect(keyIDs.guestRange == KeyIDRange(first: KeyID(33), last: KeyID(63)))
        #expect(!KeyIDCounts(mktme: 31, tdx: 1).guestRange.contains(KeyID(32)))
    }
}
