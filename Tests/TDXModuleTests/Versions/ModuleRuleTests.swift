import PhysicalMemory
import TDXModule
import Testing

@Suite struct ModuleRuleTests {
    private static func rules(_ text: String) throws -> ModuleRules {
        ModuleRules.of(try #require(ModuleVersionNumber(text)))
    }

    @Test func `numbers are read and printed as Linux prints them`() {
        #expect(ModuleVersionNumber("1.5.6")?.description == "1.5.06")
        #expect(ModuleVersionNumber("2.0.08.00") == ModuleVersionNumber(2, 0, 8))
        for text in ["", "1.5", "1.5.", "1..5", "1.5.-1", "1.5.x", "1.5.70000", "v1.5.01"] {
            #expect(ModuleVersionNumber(text) == nil, "\(text)")
        }
        #expect(ModuleVersionNumber.published.count == 12)
        for line in [1, 2] as [UInt16] {
            let own = ModuleVersionNumber.published.filter { $0.major == line }
            #expect(own == own.sorted())
        }
    }

    @Test func `a version between two has the rules of the older one`() throws {
        #expect(ModuleVersionNumber(1, 5, 8).profile == ModuleVersionNumber(1, 5, 6))
        #expect(ModuleVersionNumber(2, 0, 1).profile == ModuleVersionNumber(2, 0, 2))
        #expect(ModuleVersionNumber(2, 0, 99).profile == ModuleVersionNumber(2, 0, 18))
        #expect(ModuleVersionNumber(3, 0, 0).profile == nil)
        #expect(try Self.rules("1.5.08").keyIDTop == .addressWidth)
    }

    /// The table of the versions, row by row.
    @Test func `each rule holds from its version on`() throws {
        for number in ModuleVersionNumber.published {
            let rules = ModuleRules.of(number)
            let isSecond = number.major == 2
            #expect(rules.keyIDTop == (number < ModuleVersionNumber(1, 5, 6) ? .bit52 : .addressWidth), "\(number)")
            #expect(rules.supportsDynamicPAMT == (isSecond ? number.update >= 8 : number.update >= 28), "\(number)")
            #expect(rules.announcesDynamicPAMT == (isSecond ? number.update >= 4 : number.update >= 28), "\(number)")
            #expect(rules.hasLeafVersions == (isSecond && number.update >= 16), "\(number)")
            #expect((rules.keyIDReservation == .withAllRules) == (isSecond && number.update >= 16), "\(number)")
            #expect(
                rules.dynamicCallSize == .pages(isSecond && (8...14).contains(number.update) ? 4096 : 1024), "\(number)"
            )
            // Linux 7.3 takes each of them.
            #expect(rules.features.isSuperset(of: [.tdPreserving, .noRBPModification]), "\(number)")
            #expect(!rules.features.contains(.sysDisable), "\(number)")
        }
    }

    @Test func `KeyIDs end at the address width or at bit 52, and what lies between is no address limit`() throws {
        let old = try Self.rules("1.5.05").keyIDField(bits: 6, addressWidth: 46)
        let new = try Self.rules("1.5.06").keyIDField(bits: 6, addressWidth: 46)
        #expect(old.start == 46 && new.start == 40)
        #expect(!old.isWithinLimits(PhysicalAddress(1 << 47)))
        #expect(new.isWithinLimits(PhysicalAddress(1 << 47)))
        #expect(!new.isWithinLimits(PhysicalAddress(1 << 40)))
        #expect(new.keyID(in: PhysicalAddress(1 << 47 | 5 << 40)) == KeyID(5))
        #expect(new.stripped(PhysicalAddress(1 << 47 | 5 << 40)) == PhysicalAddress(1 << 47))
    }

    @Test func `KeyIDs above bit 48 leave no dynamic PAMT, and the KeyID is kept only by old versions`() throws {
        for (text, keptAfterRefusal) in [("2.0.08", true), ("2.0.18", false)] {
            let number = try #require(ModuleVersionNumber(text))
            let driver = ModuleDriver(version: ModuleVersion(number))
            #expect(driver.start(until: .initialized) == .success)
            // A list without a valid entry: the operands are right and a later rule fails.
            #expect(driver.status(.sysConfig, SEAMCALLRegisters(rcx: 0x10_0000, rdx: 1, r8: 32)) != .success)
            #expect(driver.module.reservedKeyIDs == (keptAfterRefusal ? [KeyID(32)] : []), "\(text)")
        }
        let few = KeyIDCounts(mktme: 3, tdx: 4)
        #expect(
            ConfigVerdict(on: ReferenceLayout.tdmrs, cmrs: ReferenceLayout.cmrs, keyIDs: few, pamt: .dynamic).status
                == .operandInvalid.detailed(8))
        #expect(ConfigVerdict(on: ReferenceLayout.tdmrs, cmrs: ReferenceLayout.cmrs, keyIDs: few).isAccepted)
        let ignoring = try Self.rules("2.0.04")
        #expect(
            ConfigVerdict(on: ReferenceLayout.tdmrs, cmrs: ReferenceLayout.cmrs, pamt: .dynamic, rules: ignoring)
                .isAccepted)
    }
}
