import PhysicalMemory
import TDXModule
import Testing

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
