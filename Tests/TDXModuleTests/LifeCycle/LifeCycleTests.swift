import PhysicalMemory
import TDXModule
import Testing

@Suite struct LifeCycleTests {
    @Test func `a start-up in order makes the module ready`() {
        let driver = ModuleDriver()
        #expect(driver.module.currentState == .loaded)
        #expect(driver.start() == .success)
        #expect(driver.module.currentState == .ready)
        #expect(driver.module.globalKeyID == KeyID(32))
    }

    @Test func `a TDMR takes 256 calls a GiB, and its next address moves once a GiB`() {
        let driver = ModuleDriver()
        #expect(driver.start() == .success)
        let base = ReferenceLayout.tdmrs[0].base
        for call in 1...512 {
            let (status, next) = driver.initializeTDMR(base)
            #expect(status == .success)
            #expect(next == base + .gib(UInt64(call / 256)))
        }
        let (status, next) = driver.initializeTDMR(base)
        #expect(status == .tdmrAlreadyInitialized)
        #expect(next == PhysicalAddress(0))
        #expect(!driver.module.isEveryTDMRInitialized)
    }
}
