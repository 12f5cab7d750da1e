import PhysicalMemory
import TDXModule
import Testing

@Suite struct TDMRInitTests {
    private let base = ReferenceLayout.tdmrs[0].base

    private func ready(
        _ tdmrs: [TDMRInfo] = ReferenceLayout.tdmrs, cmrs: [CMR] = ReferenceLayout.cmrs, pamt: PAMTMode = .static
    ) -> ModuleDriver {
        var machine = ModuleDriver.machine
        machine.cmrs = cmrs
        let driver = ModuleDriver(machine: machine, version: .dynamicPAMT)
        #expect(driver.start(until: .initialized) == .success)
        #expect(driver.configure(tdmrs, pamt: pamt) == .success)
        #expect(driver.status(.sysKeyConfig, lp: 0) == .success)
        #expect(driver.status(.sysKeyConfig, lp: 2) == .success)
        return driver
    }

    @Test(arguments: [(PAMTMode.static, 256), (.dynamic, 256)])
    func `the next address moves on the last call of a GiB, and one call more says so`(pamt: PAMTMode, callsPerGiB: Int)
    {
        let driver = ready(pamt: pamt)
        for call in 1...2 * callsPerGiB {
            let (status, next) = driver.initializeTDMR(base)
            #expect(status == .success)
            #expect(next == base + .gib(UInt64(call / callsPerGiB)))
        }
        let (status, next) = driver.initializeTDMR(base)
        #expect(status == .tdmrAlreadyInitialized)
        #expect(!status.isError)
        #expect(next == PhysicalAddress(0))
        #expect(!driver.module.isEveryTDMRInitialized)
    }

    @Test(arguments: [0, 0x4000_1000, 0x8000_0000, 0xc000_0000, 0x40_0000_0000, 1 << 52, UInt64.max] as [UInt64])
    func `only the exact base of a TDMR is an operand`(address: UInt64) {
        let (status, next) = ready().initializeTDMR(PhysicalAddress(address))
        #expect(status == SEAMCALLStatus(0xc000_0100_0000_0001))
        #expect(next == PhysicalAddress(0))
    }

    @Test func `a TDMR under another LP's hands is busy, others are not`() {
        let driver = ready()
        let other = ReferenceLayout.tdmrs[1].base
        let statuses = driver.module.whileBusy(base) {
            [driver.initializeTDMR(base, lp: 1).0, driver.initializeTDMR(other, lp: 1).0]
        }
        #expect(statuses == [SEAMCALLStatus(0x8000_0200_0000_0001), .success])
        #expect(driver.initializeTDMR(base).0 == .success)
    }

    @Test func `a busy module does not hold TDMR.INIT up`() {
        let driver = ready()
        #expect(driver.module.whileGloballyBusy { driver.initializeTDMR(base).0 } == .success)
    }

    @Test func `a GiB is usable once its calls are done, whatever becomes of the rest`() {
        let driver = ready()
        let first = base + .page
        let second = base + .gib(1)
        for _ in 0..<255 { _ = driver.initializeTDMR(base) }
        #expect(!driver.module.isUsable(first))
        _ = driver.initializeTDMR(base)
        #expect(driver.module.isUsable(first))
        #expect(!driver.module.isUsable(second))
        #expect(!driver.module.isUsable(ReferenceLayout.tdmrs[1].base))
        #expect(!driver.module.isUsable(PhysicalAddress(0x1000_0000)))
    }

    @Test func `calls may alternate between TDMRs until all pages are done`() {
        let driver = ready()
        var calls = 0
        while !driver.module.isEveryTDMRInitialized {
            for tdmr in ReferenceLayout.tdmrs where driver.initializeTDMR(tdmr.base).0 == .success { calls += 1 }
        }
        #expect(calls == 256 * 6)
    }

    @Test func `pages in reserved areas are told apart, and never usable`() {
        var tdmrs = ReferenceLayout.tdmrs
        // 1.5 calls of 1024 pages at the beginning, 1 page in the last call but one, all of the last call.
        let last = tdmrs[0].size.pages - 1024
        tdmrs[0].reservedAreas = [(0, 1536), (last - 7, 1), (last, 1024)].map {
            ReservedArea(offset: .pages($0.0), size: .pages($0.1))
        }
        let driver = ready(tdmrs)
        var outside: [UInt64] = []
        while case (.success, let step?) = driver.module.initializeTDMR(at: base) {
            #expect(step.size == .pages(1024))
            outside.append(step.sizeOutsideAreas.pages)
        }
        #expect(outside.count == 512)
        #expect(outside[0] == 0 && outside[1] == 512 && outside[510] == 1023 && outside[511] == 0)
        #expect(outside[2..<510].allSatisfy { $0 == 1024 })
        #expect(!driver.module.isUsable(base + .pages(1535)))
        #expect(driver.module.isUsable(base + .pages(1536)))
    }
}
