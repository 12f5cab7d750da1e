import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

/// The start-up of Linux 7.x: its checks in order, with their lines and error numbers, and what is undone.
@Suite struct BootTests {
    private struct Boot {
        let machine: EmulatedMachine
        let kernel: HostKernel
        let log = RecordingLog()

        init(
            _ profile: KernelProfile = .tip, version: ModuleVersion = .v2_0_18, platform: HostPlatform = HostPlatform(),
            faults: [SEAMCALLFault] = [],
            failingAllocation: Int? = nil, vmxErrors: [LogicalProcessorID: HostErrno] = [:]
        ) {
            machine = EmulatedMachine(
                StartUpRig.map, version: version, hasPartialWriteErratum: true, faults: faults,
                failingAllocation: failingAllocation, platform: platform,
                vmxErrors: vmxErrors)
            kernel = HostKernel(on: machine, profile: profile, planner: LinuxPlanner(.plain), reads: .basic, log: log)
        }

        var text: [String] { log.lines.map(\.text) }
    }

    private static let opening = [
        "BIOS enabled: private KeyID range [32, 64)", "Disable ACPI S3. Turn off TDX in the BIOS to use ACPI S3.",
    ]
    private static let all: Set<LogicalProcessorID> = Set((0..<4).map { LogicalProcessorID($0) })

    private static func platform(_ change: (inout HostPlatform) -> Void) -> HostPlatform {
        var platform = HostPlatform()
        change(&platform)
        return platform
    }

    @Test func `a boot with dynamic PAMT prints the kernel's lines`() {
        let boot = Boot()
        #expect(boot.kernel.boot() == nil)
        #expect(
            boot.text == Self.opening + [
                "Module version: 2.0.18", "Enable Dynamic PAMT", "128 KB allocated for PAMT", "TDX-Module initialized",
            ])
        #expect(boot.machine.processorsInVMX == Self.all)
        #expect(boot.machine.allocations.first?.purpose == .referenceCounts)
        #expect(boot.machine.violations.isEmpty)
        let old = Boot(.v7_3)
        #expect(old.kernel.boot() == nil)
        #expect(!old.text.contains("Enable Dynamic PAMT"))
        #expect(!old.machine.allocations.contains { $0.purpose == .referenceCounts })
    }

    @Test func `what ends the early part leaves the initcall without TDX`() {
        let cases: [(HostPlatform, String)] = [
            (
                Self.platform { $0.isHibernationPossible = true },
                "initialization failed: Hibernation support is enabled"
            ),
            (
                Self.platform { $0.notifierError = .ENOMEM },
                "initialization failed: register_memory_notifier() failed (-12)"
            ),
        ]
        for (platform, line) in cases {
            let boot = Boot(platform: platform)
            #expect(boot.kernel.boot() == .ENODEV)
            #expect(boot.text == [Self.opening[0], line, "TDX not supported by the host platform"])
            #expect(boot.machine.seamcalls.calls == 0 && boot.machine.processorsInVMX.isEmpty)
        }
        let noSuspend = Boot(platform: Self.platform { $0.hasSuspend = false })
        #expect(noSuspend.kernel.boot() == nil)
        #expect(!noSuspend.text.contains(Self.opening[1]))
    }

    @Test func `each thing that TDX needs has its line and its number, in the kernel's order`() {
        for (missing, line, errno) in [
            (Set(HostPlatform.Need.allCases), "XSAVE is required for TDX", HostErrno.EINVAL),
            ([.movdir64b, .selfSnoop], "MOVDIR64B is required for TDX", .EINVAL),
            ([.selfSnoop], "Self-snoop is required for TDX", .ENODEV),
        ] {
            let boot = Boot(platform: Self.platform { $0.missing = missing })
            #expect(boot.kernel.boot() == errno)
            #expect(boot.text == Self.opening + [line])
            #expect(boot.machine.seamcalls.calls == 0)
            #expect(boot.kernel.status == .failed)
        }
    }

    @Test func `an LP that fails undoes the ones before it, without a line of the initcall`() {
        for number in 0..<4 {
            for errno in [HostErrno.EOPNOTSUPP, .EBUSY, .EFAULT] {
                let boot = Boot(vmxErrors: [LogicalProcessorID(number): errno])
                #expect(boot.kernel.boot() == errno)
                #expect(boot.text == Self.opening)
                #expect(boot.machine.processorsInVMX.isEmpty)
                #expect(boot.machine.seamcalls.calls(of: .sysLPInit) == number)
            }
            let boot = Boot(faults: [SEAMCALLFault(.sysLPInit, first: number, status: .inconsistentMSR)])
            #expect(boot.kernel.boot() == .EIO)
            #expect(boot.text == Self.opening + ["SEAMCALL (0x0000000000000023) failed: 0xc000092000000000"])
            #expect(boot.machine.processorsInVMX.isEmpty)
        }
        let unloaded = Boot(faults: [SEAMCALLFault(.sysInit, count: 99, outcome: .vmFailInvalid)])
        #expect(unloaded.kernel.boot() == .ENODEV)
        #expect(unloaded.text == Self.opening + ["module not loaded"])
    }

    @Test func `a module that clobbers RBP is refused after its version is printed`() {
        var version = ModuleVersion.v1_5_01
        version.rules.features.remove(.noRBPModification)
        let boot = Boot(version: version)
        #expect(boot.kernel.boot() == .EINVAL)
        #expect(
            boot.text.suffix(3) == [
                "Module version: 1.5.01", "frame pointer (RBP) clobber bug present, upgrade TDX module",
                "TDX-Module initialization failed (-22)",
            ])
        #expect(boot.machine.allocations.isEmpty && boot.machine.processorsInVMX.isEmpty)
    }

    @Test func `a failing read prints the call, and the version whatever was read of it`() {
        for (place, version) in [(0, "0.0.00"), (1, "0.0.00"), (2, "2.0.00"), (3, "2.0.18"), (18, "2.0.18")] {
            let boot = Boot(faults: [SEAMCALLFault(.sysRead, first: place, status: .metadataFieldIDIncorrect)])
            #expect(boot.kernel.boot() == .EIO)
            #expect(boot.text.contains("Module version: \(version)"), "\(place)")
            #expect(boot.text.contains("SEAMCALL (0x0000000000000022) failed: 0xc0000c0000000000"))
            #expect(boot.text.last == "TDX-Module initialization failed (-5)")
        }
    }

    @Test func `Linux asks 2_0_04 for a field that it does not have, and KeyIDs above bit 48 end it for good`() {
        let four = Boot(version: ModuleVersion(ModuleVersionNumber(2, 0, 4)))
        #expect(four.kernel.boot() == .EIO)
        #expect(four.machine.seamcalls.calls(of: .sysConfig) == 0)
        var map = StartUpRig.map
        map.keyIDs = KeyIDCounts(mktme: 3, tdx: 4)
        let machine = EmulatedMachine(map, version: .v2_0_18)
        let log = RecordingLog()
        let kernel = HostKernel(on: machine, profile: .tip, planner: LinuxPlanner(.plain), reads: .basic, log: log)
        #expect(kernel.boot() == .EIO)
        #expect(
            log.lines.map(\.text).suffix(3) == [
                "Enable Dynamic PAMT", "SEAMCALL (0x000000000000002d) failed: 0xc000010000000008",
                "TDX-Module initialization failed (-5)",
            ])
        #expect(machine.allocations.isEmpty && machine.processorsInVMX.isEmpty)
    }

    @Test func `after any allocation with dynamic PAMT failed nothing is left`() {
        let whole = Boot()
        #expect(whole.kernel.boot() == nil)
        for number in 0..<whole.machine.allocationsAsked {
            let boot = Boot(failingAllocation: number)
            #expect(boot.kernel.boot() == .ENOMEM)
            #expect(
                boot.machine.allocations.isEmpty && boot.machine.violations.isEmpty
                    && boot.machine.processorsInVMX.isEmpty)
            #expect(boot.text.last == "TDX-Module initialization failed (-12)")
            #expect(boot.machine.seamcalls.calls(of: .sysConfig) == 0)
        }
    }

    @Test func `LPs come and go, and the last one of a package stays while guests have keys`() {
        let boot = Boot()
        boot.machine.setOnline(LogicalProcessorID(3), false)
        // The module wants every LP that the firmware counted.
        #expect(boot.kernel.boot() == .EIO)
        let other = Boot()
        #expect(other.kernel.boot() == nil)
        #expect(throws: Never.self) { try other.kernel.processorGoesOffline(LogicalProcessorID(3), guestKeysInUse: 1) }
        other.machine.setOnline(LogicalProcessorID(3), false)
        #expect(throws: EnablingError.packageInUse(1)) {
            try other.kernel.processorGoesOffline(LogicalProcessorID(2), guestKeysInUse: 1)
        }
        #expect(
            other.text.last
                == "TDX requires all packages to have an online CPU. Delete all TDs in order to offline all CPUs of a package."
        )
        #expect(throws: Never.self) { try other.kernel.processorGoesOffline(LogicalProcessorID(2), guestKeysInUse: 0) }
        other.machine.setOnline(LogicalProcessorID(3), true)
        #expect(throws: Never.self) { try other.kernel.processorComesOnline(LogicalProcessorID(3)) }
        #expect(other.machine.processorsInVMX == [LogicalProcessorID(0), LogicalProcessorID(1), LogicalProcessorID(3)])
    }

    @Test func `kexec disables the module until it is done, and goes on where it cannot`() {
        let public_ = Boot()
        #expect(public_.kernel.boot() == nil)
        public_.kernel.shutDownForKexec()
        #expect(public_.text.last == "TDH.SYS.DISABLE failed: 0xc000010000000000")
        #expect(public_.machine.processorsInVMX.isEmpty && public_.machine.flushes == 2)
        let slow = Boot(faults: [
            SEAMCALLFault(.sysDisable, first: 0, count: 3, status: .interruptedResumable),
            SEAMCALLFault(.sysDisable, first: 3, count: 2, status: .sysBusy),
            SEAMCALLFault(.sysDisable, first: 5, status: .success),
        ])
        #expect(slow.kernel.boot() == nil)
        slow.kernel.shutDownForKexec()
        #expect(slow.machine.seamcalls.calls(of: .sysDisable) == 6)
        #expect(slow.text.last == "TDX-Module initialized")
        #expect(slow.machine.processorsInVMX.isEmpty)
    }

    /// A module with extensions, which no public one has: two fields, two leaves, interrupted now and then.
    private final class ExtendedModule: SEAMCALLTarget {
        let module: any SEAMCALLTarget
        let pages: UInt64

        init(_ module: any SEAMCALLTarget, pages: UInt64) {
            self.module = module
            self.pages = pages
        }

        func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID)
            -> SEAMCALLOutcome
        {
            var result = registers
            switch (leaf, MetadataField(registers.rdx)) {
            case (.sysRead, .extensionPages): result.r8 = pages
            case (.sysRead, .extensionsMustStart): result.r8 = 1
            case (.extMemAdd, _), (.extInit, _): break
            default: return module.seamcall(leaf, registers, on: lp)
            }
            return .returned(.success, result)
        }
    }

    private static func extended(_ faults: [SEAMCALLFault] = [], failingAllocation: Int? = nil) -> (
        HostErrno?, EmulatedMachine, RecordingLog
    ) {
        var version = ModuleVersion.v2_0_18
        version.rules.features.insert(.extensions)
        let machine = EmulatedMachine(
            StartUpRig.map, version: version, faults: faults, failingAllocation: failingAllocation,
            interceptor: { ExtendedModule($0, pages: 1300) })
        let log = RecordingLog()
        let kernel = HostKernel(
            on: machine, profile: .tip, planner: LinuxPlanner(.plain), reads: .basic, extensions: .extensions, log: log)
        return (kernel.boot(), machine, log)
    }

    @Test func `extensions in flight are added in lists and started, and their failure is EFAULT`() {
        let (errno, machine, log) = Self.extended([
            SEAMCALLFault(.extMemAdd, first: 1, count: 4, status: .interruptedResumable)
        ])
        #expect(errno == nil)
        // Three lists of at most 512 pages, four times interrupted.
        #expect(machine.seamcalls.calls(of: .extMemAdd) == 3 + 4 && machine.seamcalls.calls(of: .extInit) == 1)
        #expect(
            log.lines.map(\.text).suffix(2) == ["5200 KB consumed for TDX module extensions", "TDX-Module initialized"])
        #expect(machine.allocations.contains { $0.purpose == .extensions && $0.size == .pages(1300) })
        for leaf in [SEAMCALLLeaf.extMemAdd, .extInit] {
            let (errno, machine, _) = Self.extended([SEAMCALLFault(leaf, status: .operandInvalid)])
            #expect(errno == .EFAULT)
            // The module never gives these pages back; all else is.
            #expect(
                machine.allocations.map(\.purpose) == [.extensions] && machine.violations.isEmpty
                    && machine.processorsInVMX.isEmpty)
        }
        let asked = machine.allocationsAsked
        for number in asked - 2..<asked {
            let (errno, machine, _) = Self.extended(failingAllocation: number)
            #expect(errno == .ENOMEM && machine.allocations.isEmpty)
        }
        // A module without leaf versions refuses the call, and one without extensions has nothing to start.
        for (version, errno) in [
            (ModuleVersionNumber(2, 0, 14), HostErrno?.some(.EIO)), (ModuleVersionNumber(2, 0, 18), nil),
        ] {
            let machine = EmulatedMachine(StartUpRig.map, version: ModuleVersion(version))
            let kernel = HostKernel(
                on: machine, profile: .tip, planner: LinuxPlanner(.plain), reads: .basic, extensions: .extensions,
                log: RecordingLog())
            #expect(kernel.boot() == errno)
        }
    }
}
