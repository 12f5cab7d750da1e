import PhysicalMemory
import TDXModule
import Testing

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
