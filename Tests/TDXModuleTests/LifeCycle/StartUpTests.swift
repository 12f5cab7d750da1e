import Guarded
import PhysicalMemory
import TDXModule
import Testing

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

extension ModuleVersion {
    /// A newer module, with a choice of handoff versions.
    static let dynamicPAMT = ModuleVersion(ModuleVersionNumber(2, 0, 18), handoffVersions: 0...2)
}
