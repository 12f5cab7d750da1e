import PhysicalMemory
import TDXModule
import Testing

@Suite struct MetadataTests {
    private func read(_ field: MetadataField, _ driver: ModuleDriver) -> UInt64? {
        let (status, registers) = driver.call(.sysRead, SEAMCALLRegisters(rdx: field.rawValue))
        return status == .success ? registers.r8 : nil
    }

    @Test func `SYS.RD needs LP.INIT on the calling LP and nothing more`() {
        let driver = ModuleDriver()
        let call = SEAMCALLRegisters(rdx: MetadataField.maxTDMRs.rawValue)
        #expect(driver.status(.sysRead, call) == .sysLPInitNotDone)
        #expect(driver.status(.sysInit) == .success)
        #expect(driver.status(.sysLPInit, lp: 1) == .success)
        #expect(driver.status(.sysRead, call) == .sysLPInitNotDone)
        #expect(driver.call(.sysRead, call, lp: 1).1.r8 == 64)
    }

    @Test func `metadata tells the limits and the CMR table with its unused slots`() {
        let driver = ModuleDriver()
        #expect(driver.start(until: .initialized) == .success)
        #expect(read(.maxTDMRs, driver) == 64)
        #expect(read(.maxReservedAreas, driver) == 16)
        for field in [MetadataField.pamtEntrySize4K, .pamtEntrySize2M, .pamtEntrySize1G] {
            #expect(read(field, driver) == 16)
        }
        #expect(
            read(.majorVersion, driver) == 1 && read(.minorVersion, driver) == 5 && read(.updateVersion, driver) == 1)
        #expect(read(.cmrCount, driver) == 32)
        for (index, cmr) in ReferenceLayout.cmrs.enumerated() {
            #expect(read(.cmrBase(index), driver) == cmr.base.rawValue)
            #expect(read(.cmrSize(index), driver) == cmr.size.rawValue)
        }
        #expect(read(.cmrSize(31), driver) == 0)
        let (status, registers) = driver.call(.sysRead, SEAMCALLRegisters(rdx: 0x1234))
        #expect(status == .metadataFieldIDIncorrect)
        #expect(registers.rdx == MetadataField.none.rawValue && registers.r8 == 0)
    }

    @Test func `fields follow one another from none to none`() {
        let driver = ModuleDriver()
        #expect(driver.start(until: .initialized) == .success)
        var field = driver.call(.sysRead, SEAMCALLRegisters(rdx: MetadataField.none.rawValue)).1.rdx
        var seen: Set<UInt64> = []
        while field != MetadataField.none.rawValue && seen.insert(field).inserted {
            field = driver.call(.sysRead, SEAMCALLRegisters(rdx: field)).1.rdx
        }
        #expect(field == MetadataField.none.rawValue)
        // 18 fields of the start-up, the handoff version, and the table of CMRs with its count.
        #expect(seen.count == 18 + 1 + 65)
    }

    @Test func `features say whether dynamic PAMT is known`() {
        for version in [ModuleVersion.v1_5_01, .dynamicPAMT] {
            let driver = ModuleDriver(version: version)
            #expect(driver.start(until: .initialized) == .success)
            let features = ModuleFeatures(rawValue: read(.features0, driver) ?? 0)
            #expect(features.contains(.dynamicPAMT) == version.rules.supportsDynamicPAMT)
            #expect(read(.pamtBitmapBits, driver) == (version.rules.hasBitmapField ? 1 : nil))
        }
    }

    @Test func `SYS.INFO fills an aligned buffer and a table of 32 CMRs`() {
        let driver = ModuleDriver()
        let good = SEAMCALLRegisters(rcx: 0x10_0400, rdx: 1024, r8: 0x10_0200, r9: 32)
        #expect(driver.status(.sysInfo, good) == .sysLPInitNotDone)
        #expect(driver.start(until: .initialized) == .success)

        let spoilt: [(WritableKeyPath<SEAMCALLRegisters, UInt64>, UInt64, UInt64)] = [
            (\.rcx, 0x10_0200, 1), (\.rcx, 1 << 52, 1), (\.rdx, 1023, 2), (\.r8, 0x10_0100, 8), (\.r9, 31, 9),
        ]
        for (register, value, operand) in spoilt {
            var call = good
            call[keyPath: register] = value
            let (status, registers) = driver.call(.sysInfo, call)
            #expect(status.rawValue == 0xc000_0100_0000_0000 | operand)
            #expect(registers.rdx == 0 && registers.r9 == 0)
        }

        let (status, registers) = driver.call(.sysInfo, good)
        #expect(status == .success && registers.rdx == 1024 && registers.r9 == 32)
        let limits = driver.memory.word(at: PhysicalAddress(0x10_0400 + 32))
        #expect(limits & 0xffff == 64 && limits >> 16 & 0xffff == 16 && limits >> 32 & 0xffff == 16)
        #expect(
            driver.memory.words(4, at: PhysicalAddress(0x10_0200))
                == ReferenceLayout.cmrs.flatMap { [$0.base.rawValue, $0.size.rawValue] })
    }
}
