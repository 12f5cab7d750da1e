import PhysicalMemory
import TDXModule
import Testing

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
