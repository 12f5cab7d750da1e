import PhysicalMemory
import TDXModule
import Testing

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
