import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

/// Every call, every allocation and every LP of a start-up fails once, in every way. What must then hold is written down here a second time, from the
/// documentation and not from the code.
@Suite struct FaultInjectionTests {
    /// The calls of a start-up without a fault, in order, and how often each leaf was called.
    static let sequence: [(leaf: SEAMCALLLeaf, calls: Int)] = [
        (.sysInit, 1), (.sysLPInit, 4), (.sysRead, 18), (.sysConfig, 1), (.sysKeyConfig, 2),
        (.sysTDMRInit, StartUpRig.tdmrInitCalls),
    ]

    /// How a call can end otherwise than in success, and what the kernel makes of it.
    static let outcomes: [(outcome: SEAMCALLOutcome, errno: HostErrno)] = [
        (.returned(.sysBusy, SEAMCALLRegisters()), .EIO),
        (.returned(.operandInvalid.detailed(1), SEAMCALLRegisters()), .EIO),
        (.returned(.operandBusy.detailed(187), SEAMCALLRegisters()), .EIO),
        (.returned(.keyConfigured, SEAMCALLRegisters()), .EIO),
        (.returned(SEAMCALLStatus(0xdead_beef_0000_0001), SEAMCALLRegisters(rcx: .max, r11: .max)), .EIO),
        (.vmFailInvalid, .ENODEV), (.generalProtection, .EOPNOTSUPP), (.undefinedOpcode, .EACCES),
    ]

    /// What the documentation says of a start-up that fails in `leaf`.
    struct Documented {
        var module: ModuleState
        /// WBINVD on all CPUs: before the key, and again when the PAMTs are taken back.
        var flushes = 0
        var takesPAMTsBack = false

        init(failingIn leaf: SEAMCALLLeaf) {
            switch leaf {
            case .sysInit: module = .loaded
            case .sysLPInit, .sysRead, .sysConfig: module = .initialized
            case .sysKeyConfig: module = .configured
            default: module = .ready
            }
            if leaf == .sysKeyConfig || leaf == .sysTDMRInit {
                flushes = 2
                takesPAMTsBack = true
            }
        }
    }

    static func check(_ rig: StartUpRig, _ documented: Documented, hasErratum: Bool, _ comment: Comment) {
        let machine = rig.machine
        #expect(machine.allocations.isEmpty, comment)
        #expect(machine.violations.isEmpty, comment)
        #expect(machine.module.currentState == documented.module, comment)
        #expect(machine.flushes == documented.flushes, comment)
        #expect((machine.cleared > .zero) == (hasErratum && documented.takesPAMTsBack), comment)
        #expect(rig.kernel.enabled == nil, comment)
        // Without a list the memory notifier has nothing against anything.
        #expect(rig.kernel.mayGoOnline(PageRange(0x200000, 0x208000)), comment)
    }

    /// Calls of a leaf to let fail: all of the few, and of the many the first and last ones and some between.
    static func places(_ calls: Int) -> [Int] {
        guard calls > 32, !Thoroughness.isThorough else { return Array(0..<calls) }
        return [0, 1, 255, 256, 511, 512, 513, calls - 2, calls - 1]
    }

    @Test func `a start-up without a fault makes the calls that are to fail`() {
        let rig = StartUpRig()
        #expect(rig.start() == nil)
        for (leaf, calls) in Self.sequence { #expect(rig.machine.seamcalls.calls(of: leaf) == calls, "\(leaf)") }
        #expect(rig.machine.seamcalls.calls == Self.sequence.reduce(0) { $0 + $1.calls })
        #expect(rig.machine.allocationsAsked == StartUpRig.allocations)
        #expect(rig.machine.module.isEveryTDMRInitialized)
        #expect(rig.machine.violations.isEmpty)
        // The addresses are of no use once the module has read them.
        #expect(
            rig.machine.allocations.map(\.purpose) == [
                .memlistEntry, .memlistEntry, .tdmrList, .pamt(tdmr: 0), .pamt(tdmr: 1),
            ])
    }

    @Test(arguments: [KernelProfile.v6_8, .v7_3], [false, true])
    func `after any SEAMCALL failed nothing is left and the state is final`(_ profile: KernelProfile, hasErratum: Bool)
    {
        for (leaf, calls) in Self.sequence {
            for place in Self.places(calls) {
                for (outcome, errno) in Self.outcomes {
                    let comment: Comment = "\(leaf) number \(place) ends in \(outcome)"
                    let fault = SEAMCALLFault(leaf, first: place, outcome: outcome)
                    let rig = StartUpRig(profile: profile, faults: [fault], hasErratum: hasErratum)
                    let error = rig.start()
                    #expect(error == .seamcall(SEAMCALLFailure(leaf: leaf, outcome: outcome)), comment)
                    #expect(error?.errno == errno, comment)
                    Self.check(rig, Documented(failingIn: leaf), hasErratum: hasErratum, comment)
                    Self.checkLaterCallers(of: rig, after: leaf, comment)
                }
            }
        }
    }

    @Test func `after any read of the CMRs failed nothing is left either`() {
        for place in 0..<83 {
            let rig = StartUpRig(
                faults: [SEAMCALLFault(.sysRead, first: place, status: .metadataFieldIDIncorrect)], reads: .withCMRs)
            #expect(rig.start()?.errno == .EIO)
            #expect(rig.machine.seamcalls.calls(of: .sysRead) == place + 1)
            Self.check(rig, Documented(failingIn: .sysRead), hasErratum: false, "read \(place)")
        }
    }

    /// What callers meet after a failure. Only TDH.SYS.LP.INIT may be tried again, and only by a kernel that starts on demand.
    static func checkLaterCallers(of rig: StartUpRig, after leaf: SEAMCALLLeaf, _ comment: Comment) {
        let isOpen = rig.kernel.profile.occasion == .onDemand && (leaf == .sysInit || leaf == .sysLPInit)
        #expect(rig.kernel.status == (isOpen ? .uninitialized : .failed), comment)
        let calls = rig.machine.seamcalls.calls
        switch (isOpen, leaf) {
        case (true, .sysLPInit):
            #expect(rig.start() == nil, comment)
            #expect(rig.kernel.status == .initialized, comment)
        case (true, _):
            // TDH.SYS.INIT's result is kept: the same error without another call.
            let failure = rig.start()
            #expect(failure?.errno != nil && failure != .failedBefore, comment)
            #expect(rig.machine.seamcalls.calls == calls, comment)
        default:
            #expect(rig.enable() == .failedBefore, comment)
            #expect(rig.enable()?.errno == .EINVAL, comment)
            #expect(rig.machine.seamcalls.calls == calls, comment)
        }
    }

    @Test func `entropy may run out nine times in a row at any call, not ten`() {
        for (leaf, calls) in Self.sequence {
            for place in Self.places(calls) {
                let comment: Comment = "\(leaf) number \(place)"
                func fault(_ count: Int) -> SEAMCALLFault {
                    SEAMCALLFault(leaf, first: place, count: count, status: .rndNoEntropy)
                }
                let patient = StartUpRig(faults: [fault(9)])
                #expect(patient.start() == nil, comment)
                #expect(patient.machine.violations.isEmpty, comment)
                #expect(patient.log.lines.allSatisfy { $0.level != .error }, comment)

                let hopeless = StartUpRig(faults: [fault(10)], hasErratum: true)
                #expect(hopeless.start()?.errno == .EIO, comment)
                Self.check(hopeless, Documented(failingIn: leaf), hasErratum: true, comment)
            }
        }
    }

    @Test func `the module's own random number generator may run dry`() {
        for leaf in [SEAMCALLLeaf.sysInit, .sysLPInit] {
            #expect(StartUpRig(entropy: DryEntropy(leaf, count: 9)).start() == nil)
            let rig = StartUpRig(entropy: DryEntropy(leaf, count: 10))
            #expect(rig.start()?.errno == .EIO)
            Self.check(rig, Documented(failingIn: leaf), hasErratum: false, "\(leaf)")
        }
        // The module words it differently where it makes the key, and Linux does not try that again.
        let rig = StartUpRig(entropy: DryEntropy(.sysKeyConfig, count: 1))
        #expect(
            rig.start()
                == .seamcall(
                    SEAMCALLFailure(leaf: .sysKeyConfig, outcome: .returned(.keyGenerationFailed, SEAMCALLRegisters())))
        )
        Self.check(rig, Documented(failingIn: .sysKeyConfig), hasErratum: false, "KEY.CONFIG")
    }

    @Test(arguments: [KernelProfile.v6_8, .v7_3], 0..<StartUpRig.allocations)
    func `after any allocation failed nothing is left and the state is final`(_ profile: KernelProfile, _ number: Int) {
        let rig = StartUpRig(profile: profile, failingAllocation: number, hasErratum: true)
        #expect(rig.start()?.errno == .ENOMEM)
        #expect(rig.machine.allocationsAsked == number + 1)
        // All of it is allocated before the module is told.
        Self.check(rig, Documented(failingIn: .sysConfig), hasErratum: true, "allocation \(number)")
        #expect(rig.machine.seamcalls.calls(of: .sysConfig) == 0)
        #expect(rig.kernel.status == .failed)
        #expect(rig.enable() == .failedBefore)
        #expect(
            rig.log.lines.last
                == RecordingLog.Line(
                    .error,
                    profile.occasion == .atBoot
                        ? "TDX-Module initialization failed (-12)" : "module initialization failed (-12)"))
    }

    @Test(arguments: 0..<16)
    func `an LP that never came online makes TDH_SYS_CONFIG refuse`(_ mask: Int) {
        let rig = StartUpRig(hasErratum: true)
        let offline = (0..<4).filter { mask & 1 << $0 != 0 }.map { LogicalProcessorID($0) }
        for lp in offline { rig.machine.setOnline(lp, false) }
        let error = rig.start()
        switch offline.count {
        case 0:
            #expect(error == nil)
        case 4:
            #expect(error == .processorOffline(LogicalProcessorID(0)))
            #expect(rig.machine.seamcalls.calls == 0)
            Self.check(rig, Documented(failingIn: .sysInit), hasErratum: true, "all offline")
        default:
            #expect(
                error == .seamcall(SEAMCALLFailure(leaf: .sysConfig, outcome: rig.lastConfig(.sysConfigNotPending))))
            Self.check(rig, Documented(failingIn: .sysConfig), hasErratum: true, "offline: \(offline)")
        }
        for lp in offline { #expect(throws: EnablingError.processorOffline(lp)) { try rig.kernel.enableProcessor(lp) } }
    }

    @Test(arguments: 0..<15)
    func `an LP that went offline matters where it was the last of its package`(_ mask: Int) {
        let rig = StartUpRig(profile: .v6_8, hasErratum: true)
        for lp in 0..<4 { #expect(throws: Never.self) { try rig.kernel.enableProcessor(LogicalProcessorID(lp)) } }
        for lp in 0..<4 where mask & 1 << lp != 0 { rig.machine.setOnline(LogicalProcessorID(lp), false) }
        let hasKeylessPackage = mask & 0b0011 == 0b0011 || mask & 0b1100 == 0b1100
        let error = rig.enable()
        guard hasKeylessPackage else {
            #expect(error == nil)
            #expect(rig.machine.module.isEveryTDMRInitialized)
            return
        }
        // A package without its key: the module never becomes ready, and the first TDMR shows it.
        guard case .seamcall(let failure) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(failure.leaf == .sysTDMRInit)
        #expect(failure.outcome.status == .sysNotReady)
        var documented = Documented(failingIn: .sysTDMRInit)
        documented.module = .configured
        Self.check(rig, documented, hasErratum: true, "\(mask)")
    }

    @Test func `a module that asks for more than there is memory is a failed allocation`() {
        for limits in [
            ModuleLimits(maxTDMRs: .max), ModuleLimits(maxTDMRs: 1 << 40),
            ModuleLimits(maxTDMRs: 1 << 20, maxReservedAreas: 1 << 20),
        ] {
            let machine = EmulatedMachine(
                StartUpRig.map, version: ModuleVersion(ModuleVersionNumber(1, 5, 1), limits: limits))
            let kernel = HostKernel(
                on: machine, profile: .v7_3, planner: LinuxPlanner(.plain, placer: nil), reads: .basic,
                log: RecordingLog())
            #expect(throws: EnablingError.outOfMemory(.tdmrList)) { try kernel.start() }
            #expect(machine.allocations.isEmpty)
        }
    }

    @Test func `without KeyIDs the module is never called`() {
        for (tdx, expected) in [(UInt32(0), EnablingError.notEnabledByBIOS), (1, .tooFewKeyIDs)] {
            for profile in [KernelProfile.v6_8, .v7_3] {
                var map = StartUpRig.map
                map.keyIDs = KeyIDCounts(mktme: 31, tdx: tdx)
                let rig = StartUpRig(map, profile: profile)
                #expect(rig.start() == expected)
                #expect(rig.enable() == expected)
                #expect(throws: expected) { try rig.kernel.enableProcessor(LogicalProcessorID(0)) }
                #expect(expected.errno == .ENODEV)
                #expect(rig.machine.seamcalls.calls == 0)
                #expect(rig.machine.allocations.isEmpty)
            }
        }
    }
}

extension StartUpRig {
    /// The outcome of the one TDH.SYS.CONFIG that was made, with `status`.
    func lastConfig(_ status: SEAMCALLStatus) -> SEAMCALLOutcome {
        .returned(status, machine.seamcalls.series.last { $0.leaf == .sysConfig }?.registers ?? SEAMCALLRegisters())
    }
}
