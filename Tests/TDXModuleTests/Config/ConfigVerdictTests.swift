import PhysicalMemory
import TDXModule
import Testing

@Suite struct ConfigVerdictTests {
    @Test func `a layout inside its CMRs is accepted under the usual KeyID partition`() {
        #expect(ConfigVerdict(on: ReferenceLayout.tdmrs, cmrs: ReferenceLayout.cmrs) == .accepted)
    }

    @Test func `a PAMT in a usable part is refused with its TDMR, level and the TDMR it lies in`() {
        var tdmrs = ReferenceLayout.tdmrs
        tdmrs[1].pamt2M.base = PhysicalAddress(0x4000_0000)
        let verdict = ConfigVerdict(on: tdmrs, cmrs: ReferenceLayout.cmrs)
        #expect(verdict == .refused(.pamtOverlap(tdmr: 1, .page2M, with: 0)))
        #expect(verdict.description == "0xc0000a1200000101 TDX_PAMT_OVERLAP tdmr=1 pamt=2M with=0")
    }

    @Test func `metadata with fewer TDMRs than the layout has refuses the count`() {
        let limits = ModuleLimits(maxTDMRs: 1)
        #expect(
            ConfigVerdict(on: ReferenceLayout.tdmrs, cmrs: ReferenceLayout.cmrs, limits: limits)
                == .refused(.operandInvalid(.rdx)))
    }
}
