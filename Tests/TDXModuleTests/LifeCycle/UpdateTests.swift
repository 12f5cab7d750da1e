import PhysicalMemory
import TDXModule
import Testing

/// Run-time update: shutdown, another module, initialisation, and the state taken over.
@Suite struct UpdateTests {
    private let base = ReferenceLayout.tdmrs[0].base

    @Test func `an update keeps TDMRs, their progress and the KeyID`() throws {
        let driver = ModuleDriver()
        #expect(driver.start() == .success)
        for _ in 0..<300 { _ = driver.initializeTDMR(base) }
        #expect(driver.status(.sysShutdown) == .success)
        #expect(driver.status(.sysTDMRInit, SEAMCALLRegisters(rcx: base.rawValue)) == .sysShutdown)
        #expect(driver.status(.sysInit) == .sysShutdown)

        try driver.module.install(.dynamicPAMT)
        #expect(driver.module.currentState == .loaded)
        #expect(driver.module.initializedLPCount == 0)
        #expect(driver.start(until: .initialized) == .success)
        #expect(driver.status(.sysUpdate) == .success)
        #expect(driver.module.currentState == .ready)
        #expect(driver.module.globalKeyID == KeyID(32))
        #expect(driver.module.isUsable(base) && !driver.module.isUsable(base + .gib(1)))
        for _ in 0..<212 { #expect(driver.initializeTDMR(base).0 == .success) }
        #expect(driver.initializeTDMR(base).0 == .tdmrAlreadyInitialized)
        #expect(driver.configure() == .sysConfigNotPending)
    }

    @Test func `only a module that was shut down can be replaced`() {
        let driver = ModuleDriver()
        #expect(throws: EmulatedModule.InstallationError.moduleRunning) { try driver.module.install(.v1_5_01) }
        let error = driver.module.whileGloballyBusy {
            #expect(throws: EmulatedModule.InstallationError.moduleBusy) { try driver.module.install(.v1_5_01) }
        }
        #expect(error != nil)
    }

    @Test func `UPDATE comes after the last LP.INIT and before CONFIG`() throws {
        let driver = ModuleDriver()
        #expect(driver.status(.sysUpdate) == .sysStateIncorrect)
        #expect(driver.start() == .success)
        #expect(driver.status(.sysUpdate) == .sysStateIncorrect)
        #expect(driver.status(.sysShutdown) == .success)
        try driver.module.install(.v1_5_01)
        #expect(driver.status(.sysInit) == .success)
        #expect(driver.status(.sysUpdate) == .sysStateIncorrect)
    }

    @Test func `without anything to take over the host starts afresh`() {
        let driver = ModuleDriver()
        #expect(driver.start(until: .initialized) == .success)
        #expect(driver.status(.sysUpdate) == .sysInvalidHandoff)
        #expect(driver.configure() == .success)
    }

    @Test func `state of a version that the new module does not know is lost, not the machine`() throws {
        let driver = ModuleDriver(version: .dynamicPAMT)
        #expect(driver.start() == .success)
        #expect(driver.status(.sysShutdown, SEAMCALLRegisters(rcx: 3)) == SEAMCALLStatus(0xc000_0100_0000_0001))
        #expect(driver.status(.sysShutdown, SEAMCALLRegisters(rcx: 2)) == .success)
        try driver.module.install(.v1_5_01)
        #expect(driver.start(until: .initialized) == .success)
        #expect(driver.status(.sysUpdate) == .sysInvalidHandoff)
        #expect(driver.configure() == .success)
        #expect(driver.status(.sysKeyConfig, lp: 0) == .success)
        #expect(driver.status(.sysKeyConfig, lp: 2) == .success)
        #expect(driver.initializeTDMR(base).0 == .success)
    }
}
