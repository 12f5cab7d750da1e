import Guarded
import PhysicalMemory
import TDXModule
import Testing

/// Runs dry for chosen leaf functions until it is refilled.
final class ScriptedEntropy: EntropySource {
    private let dry: Guarded<Set<SEAMCALLLeaf>>

    init(dryFor leaves: Set<SEAMCALLLeaf>) { dry = Guarded(leaves) }

    func refill() { dry.withLock { $0 = [] } }
    func hasEntropy(for leaf: SEAMCALLLeaf, on lp: LogicalProcessorID) -> Bool { dry.withLock { !$0.contains(leaf) } }
}

@Suite struct StartUpTests {
    @Test func `a start-up in order makes the module ready`() {
        let driver = ModuleDriver()
        #expect(driver.module.currentState == .loaded)
        for state in [ModuleState.initialized, .configured, .ready] {
            let driver = ModuleDriver()
            #expect(driver.start(until: state) == .success)
            #expect(driver.module.currentState == state)
        }
        #expect(driver.start() == .success)
        #expect(driver.module.globalKeyID == KeyID(32))
        #expect(driver.module.initializedLPCount == 4)
        #expect(driver.module.keyedPackageCount == 2)
    }

    @Test func `every leaf of the start-up is busy while another LP holds the global lock`() {
        let driver = ModuleDriver()
        #expect(driver.start(until: .initialized) == .success)
        let leaves: [SEAMCALLLeaf] = [.sysInit, .sysLPInit, .sysConfig, .sysKeyConfig, .sysUpdate]
        let statuses = driver.module.whileGloballyBusy { leaves.map { driver.status($0) } }
        #expect(statuses == leaves.map { _ in .sysBusy })
        #expect(driver.status(.sysInit) == .sysInitNotPending)
    }

    @Test func `before the module is ready no other leaf runs, and an unknown one is invalid afterwards`() {
        let driver = ModuleDriver()
        let other = SEAMCALLLeaf(9)
        #expect(driver.status(other) == .sysNotReady)
        #expect(driver.status(.sysTDMRInit) == .sysNotReady)
        #expect(driver.status(.sysShutdown) == .sysNotReady)
        #expect(driver.start() == .success)
        #expect(driver.status(other) == .operandInvalid)
    }
}

@Suite struct SysInitTests {
    @Test func `SYS.INIT runs once, with RCX zero`() {
        let driver = ModuleDriver()
        #expect(driver.status(.sysInit, SEAMCALLRegisters(rcx: 1)) == SEAMCALLStatus(0xc000_0100_0000_0001))
        #expect(driver.status(.sysInit) == .success)
        #expect(driver.status(.sysInit) == .sysInitNotPending)
    }

    @Test func `SYS.INIT without entropy may be repeated`() {
        let entropy = ScriptedEntropy(dryFor: [.sysInit])
        let driver = ModuleDriver(entropy: entropy)
        #expect(driver.status(.sysInit) == .rndNoEntropy)
        #expect(driver.module.currentState == .loaded)
        entropy.refill()
        #expect(driver.status(.sysInit) == .success)
    }

    @Test func `SYS.INIT refuses a CMR list that is out of order, and the module stays loaded`() {
        var machine = ModuleDriver.machine
        machine.cmrs.reverse()
        let driver = ModuleDriver(machine: machine)
        #expect(driver.status(.sysInit) == .cmrListInvalid)
        #expect(driver.status(.sysLPInit) == .sysLPInitNotPending)
        #expect(driver.configure() == .sysConfigNotPending)
    }

    @Test func `SYS.INIT names an MSR that it does not accept`() {
        var machine = ModuleDriver.machine
        machine.logicalProcessors[0].deviation = .msr(0x122)
        let driver = ModuleDriver(machine: machine)
        #expect(driver.status(.sysInit) == SEAMCALLStatus(0xc000_0921_0000_0122))
        #expect(driver.status(.sysInit, lp: 1) == .success)
    }
}

@Suite struct LPInitTests {
    @Test func `LP.INIT runs once per LP between SYS.INIT and CONFIG`() {
        let driver = ModuleDriver()
        #expect(driver.status(.sysLPInit) == .sysLPInitNotPending)
        #expect(driver.status(.sysInit) == .success)
        #expect(driver.status(.sysLPInit, lp: 3) == .success)
        #expect(driver.status(.sysLPInit, lp: 3) == .sysLPInitDone)
        #expect(driver.module.initializedLPCount == 1)
        let late = ModuleDriver()
        #expect(late.start(until: .configured) == .success)
        #expect(late.status(.sysLPInit) == .sysLPInitNotPending)
    }

    @Test func `LP.INIT without entropy may be repeated`() {
        let entropy = ScriptedEntropy(dryFor: [.sysLPInit])
        let driver = ModuleDriver(entropy: entropy)
        #expect(driver.status(.sysInit) == .success)
        #expect(driver.status(.sysLPInit) == .rndNoEntropy)
        entropy.refill()
        #expect(driver.status(.sysLPInit) == .success)
    }

    @Test func `an LP that differs from the first is named and stops CONFIG`() {
        var machine = ModuleDriver.machine
        machine.logicalProcessors[1].deviation = .msr(0x3b)
        machine.logicalProcessors[2].deviation = .cpuid(7)
        let driver = ModuleDriver(machine: machine)
        #expect(driver.status(.sysInit) == .success)
        #expect(driver.status(.sysLPInit, lp: 0) == .success)
        #expect(driver.status(.sysLPInit, lp: 1) == SEAMCALLStatus(0xc000_0920_0000_003b))
        #expect(driver.status(.sysLPInit, lp: 2) == SEAMCALLStatus(0xc000_0902_0000_0007))
        #expect(driver.status(.sysLPInit, lp: 3) == .success)
        #expect(driver.configure() == .sysConfigNotPending)
    }
}

@Suite struct SysConfigTests {
    @Test func `CONFIG waits for every LP and is refused for ever after its success`() {
        let driver = ModuleDriver()
        #expect(driver.configure() == .sysConfigNotPending)
        #expect(driver.status(.sysInit) == .success)
        for lp in 0..<3 { #expect(driver.status(.sysLPInit, lp: lp) == .success) }
        #expect(driver.configure() == .sysConfigNotPending)
        #expect(driver.status(.sysLPInit, lp: 3) == .success)
        #expect(driver.configure() == .success)
        #expect(driver.configure() == .sysConfigNotPending)
    }

    @Test func `CONFIG reads list and entries from memory and judges them by the rules`() {
        var tdmrs = ReferenceLayout.tdmrs
        tdmrs[1].pamt2M.base = PhysicalAddress(0x4000_0000)
        let driver = ModuleDriver()
        #expect(driver.start(until: .initialized) == .success)
        #expect(driver.configure(tdmrs) == SEAMCALLStatus(0xc000_0a12_0000_0101))
    }

    @Test func `a refused list may be followed by a better one under the same KeyID`() {
        let driver = ModuleDriver()
        #expect(driver.start(until: .initialized) == .success)
        #expect(driver.configure(ReferenceLayout.tdmrs.reversed()) == SEAMCALLStatus(0xc000_0a01_0000_0001))
        #expect(driver.module.currentState == .initialized)
        #expect(driver.module.globalKeyID == nil)
        #expect(driver.module.reservedKeyIDs == [KeyID(32)])
        #expect(driver.configure() == .success)
        #expect(driver.module.reservedKeyIDs == [KeyID(32)])
    }

    @Test func `the KeyID of a refused attempt stays reserved beside another one`() {
        let driver = ModuleDriver()
        #expect(driver.start(until: .initialized) == .success)
        #expect(!driver.configure(ReferenceLayout.tdmrs.reversed(), keyID: KeyID(40)).rawValue.isMultiple(of: 1 << 32))
        #expect(driver.configure(keyID: KeyID(31)) == SEAMCALLStatus(0xc000_0100_0000_0008))
        #expect(driver.configure(keyID: KeyID(41)) == .success)
        #expect(driver.module.reservedKeyIDs == [KeyID(40), KeyID(41)])
        #expect(driver.module.globalKeyID == KeyID(41))
    }

    @Test func `an entry at an address that is refused is not read`() {
        /// Traps on the words of an entry.
        final class GuardedMemory: OperandMemory {
            func word(at address: PhysicalAddress) -> UInt64 {
                precondition(address == ModuleDriver.list, "only the list may be read")
                return 0x201
            }
            func setWord(_ word: UInt64, at address: PhysicalAddress) {}
        }
        let module = EmulatedModule(on: ModuleDriver.machine, memory: GuardedMemory())
        #expect(module.seamcall(.sysInit, SEAMCALLRegisters(), on: ModuleDriver.lp0).status == .success)
        for lp in 0..<4 {
            #expect(module.seamcall(.sysLPInit, SEAMCALLRegisters(), on: LogicalProcessorID(lp)).status == .success)
        }
        let call = SEAMCALLRegisters(rcx: ModuleDriver.list.rawValue, rdx: 1, r8: 32)
        #expect(module.seamcall(.sysConfig, call, on: ModuleDriver.lp0).status == SEAMCALLStatus(0xc000_0100_0000_0001))
    }

    @Test func `dynamic PAMT is a reserved bit for a module that does not know it`() {
        let old = ModuleDriver()
        #expect(old.start(until: .initialized) == .success)
        #expect(old.configure(pamt: .dynamic) == SEAMCALLStatus(0xc000_0100_0000_0008))
        let new = ModuleDriver(version: .dynamicPAMT)
        #expect(new.start(until: .configured, pamt: .dynamic) == .success)
    }
}

extension ModuleVersion {
    /// A newer module, with a choice of handoff versions.
    static let dynamicPAMT = ModuleVersion(ModuleVersionNumber(2, 0, 18), handoffVersions: 0...2)
}

@Suite struct KeyConfigTests {
    @Test func `KEY.CONFIG runs once per package, the last one makes the module ready`() {
        let driver = ModuleDriver()
        #expect(driver.status(.sysKeyConfig) == .sysKeyConfigNotPending)
        #expect(driver.start(until: .configured) == .success)
        #expect(driver.status(.sysKeyConfig, lp: 0) == .success)
        #expect(driver.status(.sysKeyConfig, lp: 1) == .keyConfigured)
        #expect(!SEAMCALLStatus.keyConfigured.isError)
        #expect(driver.module.currentState == .configured)
        #expect(driver.status(.sysKeyConfig, lp: 2) == .success)
        #expect(driver.module.currentState == .ready)
        #expect(driver.status(.sysKeyConfig, lp: 2) == .sysKeyConfigNotPending)
    }

    @Test func `a busy key table and a lack of entropy may be retried`() {
        let entropy = ScriptedEntropy(dryFor: [.sysKeyConfig])
        let driver = ModuleDriver(entropy: entropy)
        #expect(driver.start(until: .configured) == .success)
        let busy = driver.module.whileKeyTableBusy(1) { driver.status(.sysKeyConfig, lp: 3) }
        #expect(busy == SEAMCALLStatus(0x8000_0200_0000_00bb))
        #expect(driver.status(.sysKeyConfig, lp: 3) == .keyGenerationFailed)
        entropy.refill()
        #expect(driver.status(.sysKeyConfig, lp: 3) == .success)
        #expect(driver.module.keyedPackageCount == 1)
    }
}
